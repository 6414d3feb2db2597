//! How easily a password is guessed, and why (security F3).

use std::fmt;
use zxcvbn::Entropy;
use zxcvbn::feedback::{Suggestion, Warning};

/// What makes a password easy to guess.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// It is hardly more than the person's names.
    #[error("Leave out your own names, or add words beside them.")]
    OwnNames,
    /// Like one that many people use.
    #[error("Many people use a password like this.")]
    Common,
    /// Neighbours on a keyboard.
    #[error("Keys that lie side by side, such as qwerty, are tried early.")]
    Keys,
    /// The same again.
    #[error("Repeating something hardly helps.")]
    Repeat,
    /// Letters or digits in their order.
    #[error("Sequences such as abc or 6543 are tried early.")]
    Sequence,
    /// A year or a date.
    #[error("Dates and years are tried early.")]
    Date,
    /// Nothing but a word.
    #[error("Single words are tried early.")]
    Word,
    /// What people are called.
    #[error("First names and family names are tried early.")]
    Name,
    /// Capital letters where there could be small ones.
    #[error("Capital letters hardly help.")]
    Capitals,
    /// A word spelled backwards.
    #[error("Words spelled backwards hardly help.")]
    Backwards,
    /// Signs that look like letters.
    #[error("Signs in place of letters, such as @ for a, hardly help.")]
    Substitution,
}

impl Fault {
    const fn of_warning(warning: Warning) -> Self {
        match warning {
            Warning::StraightRowsOfKeysAreEasyToGuess
            | Warning::ShortKeyboardPatternsAreEasyToGuess => Self::Keys,
            Warning::RepeatsLikeAaaAreEasyToGuess
            | Warning::RepeatsLikeAbcAbcAreOnlySlightlyHarderToGuess => Self::Repeat,
            Warning::ThisIsATop10Password
            | Warning::ThisIsATop100Password
            | Warning::ThisIsACommonPassword
            | Warning::ThisIsSimilarToACommonlyUsedPassword => Self::Common,
            Warning::SequencesLikeAbcAreEasyToGuess => Self::Sequence,
            Warning::RecentYearsAreEasyToGuess | Warning::DatesAreOftenEasyToGuess => Self::Date,
            Warning::AWordByItselfIsEasyToGuess => Self::Word,
            Warning::NamesAndSurnamesByThemselvesAreEasyToGuess
            | Warning::CommonNamesAndSurnamesAreEasyToGuess => Self::Name,
        }
    }

    /// The fault that a suggestion is about, if it is about one.
    const fn of_suggestion(suggestion: Suggestion) -> Option<Self> {
        match suggestion {
            Suggestion::UseAFewWordsAvoidCommonPhrases
            | Suggestion::NoNeedForSymbolsDigitsOrUppercaseLetters
            | Suggestion::AddAnotherWordOrTwo => None,
            Suggestion::CapitalizationDoesntHelpVeryMuch
            | Suggestion::AllUppercaseIsAlmostAsEasyToGuessAsAllLowercase => Some(Self::Capitals),
            Suggestion::ReversedWordsArentMuchHarderToGuess => Some(Self::Backwards),
            Suggestion::PredictableSubstitutionsDontHelpVeryMuch => Some(Self::Substitution),
            Suggestion::UseALongerKeyboardPatternWithMoreTurns => Some(Self::Keys),
            Suggestion::AvoidRepeatedWordsAndCharacters => Some(Self::Repeat),
            Suggestion::AvoidSequences => Some(Self::Sequence),
            Suggestion::AvoidRecentYears
            | Suggestion::AvoidYearsThatAreAssociatedWithYou
            | Suggestion::AvoidDatesAndYearsThatAreAssociatedWithYou => Some(Self::Date),
        }
    }
}

/// How strong a password is that is not strong enough.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weakness {
    /// From 0, guessed at once, to [`Weakness::ENOUGH`].
    pub score: u8,
    /// What makes it weak, each once; may be empty.
    pub faults: Vec<Fault>,
}

impl Weakness {
    /// The score of a password that is good enough; at most it is 4.
    pub const ENOUGH: u8 = 3;

    /// What was found; `has_names` if the person's own names are a part of it.
    pub(super) fn of(found: &Entropy, has_names: bool) -> Option<Self> {
        let score = u8::from(found.score());
        if score >= Self::ENOUGH {
            return None;
        }
        let mut faults = Vec::new();
        faults.extend(has_names.then_some(Fault::OwnNames));
        if let Some(feedback) = found.feedback() {
            faults.extend(feedback.warning().map(Fault::of_warning));
            let suggestions = feedback.suggestions().iter().copied();
            for fault in suggestions.filter_map(Fault::of_suggestion) {
                if !faults.contains(&fault) {
                    faults.push(fault);
                }
            }
        }
        Some(Self { score, faults })
    }
}

/// The faults, in English.
impl fmt::Display for Weakness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for fault in &self.faults {
            write!(f, "{fault} ")?;
        }
        f.write_str("Add another word or two. Uncommon words are better.")
    }
}
