//! Which new passwords are good enough (security F2, F3).

use super::password_strength::Weakness;
use super::password_text::{MAX_CHARS, normalised};
use super::{Breached, common};
use crate::secret::Secret;
use std::sync::Arc;
use zxcvbn::zxcvbn;

/// How much of a password is examined: the cost grows faster than the length.
const EXAMINED_CHARS: usize = 64;

/// Symbols that zxcvbn also reads as letters (`$` as `s`). It tries all combinations, so that a
/// password made of them would take seconds.
const LETTER_LIKE: &str = "@({[<|!/$+%";

/// How many different ones are tried.
const MAX_LETTER_LIKE: usize = 3;

/// Parts of names shorter than this say nothing.
const MIN_NAME_CHARS: usize = 3;

/// What is asked of a new password.
#[derive(Clone, Debug)]
pub struct PasswordPolicy {
    /// Fewest characters.
    pub min_chars: usize,
    /// Passwords that have become known elsewhere, besides the common ones that are built in.
    pub breached: Option<Arc<Breached>>,
}

impl Default for PasswordPolicy {
    /// Fifteen characters, for the password is the only factor (NIST SP 800-63B-4 §3.1.1.2).
    fn default() -> Self {
        Self {
            min_chars: 15,
            breached: None,
        }
    }
}

/// Why a new password is refused, and what to do, said to the person.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PasswordRefusal {
    /// Fewer characters than asked for.
    #[error(
        "Use at least {0} characters. A few words that have nothing in common are easy to remember."
    )]
    TooShort(usize),
    /// More than the limit.
    #[error("Use at most {MAX_CHARS} characters.")]
    TooLong,
    /// Among the first that somebody would try.
    #[error("This password is easy to guess. {0}")]
    Guessable(Weakness),
    /// Stolen from somebody else, and so among the first that are tried.
    #[error(
        "This password has become known by a break-in at another service. Use one that you use \
         nowhere else."
    )]
    Breached,
}

impl PasswordRefusal {
    /// The most characters that a password may have.
    pub const MOST: usize = MAX_CHARS;
}

impl PasswordPolicy {
    /// Accepts a new password or says why not. `own_names` are the person's user name, address
    /// and real name, and the name of this service. Computes for some milliseconds, for some hundred
    /// at worst: not on a thread that serves others.
    pub fn check(
        &self,
        password: &Secret<String>,
        own_names: &[&str],
    ) -> Result<(), PasswordRefusal> {
        let password = normalised(password).ok_or(PasswordRefusal::TooLong)?;
        if password.expose().chars().count() < self.min_chars {
            return Err(PasswordRefusal::TooShort(self.min_chars));
        }
        if self.is_breached(password.expose()) {
            return Err(PasswordRefusal::Breached);
        }
        check_guessing(password.expose(), &parts(own_names))?;
        // What is easy to guess is told in more detail.
        if common::holds(password.expose()) {
            return Err(PasswordRefusal::Breached);
        }
        Ok(())
    }

    /// A list that cannot be read keeps nobody from choosing a password.
    fn is_breached(&self, password: &str) -> bool {
        let found = self.breached.as_ref().map(|list| list.holds(password));
        found.is_some_and(|found| {
            found.unwrap_or_else(|error| {
                tracing::error!(%error, "cannot search the list of breached passwords");
                false
            })
        })
    }
}

fn check_guessing(password: &str, names: &[String]) -> Result<(), PasswordRefusal> {
    let rest = without_names(password, names);
    let examined = examined(rest.as_ref().map_or(password, |rest| rest.expose()));
    let inputs: Vec<&str> = names.iter().map(String::as_str).collect();
    let found = zxcvbn(examined.expose(), &inputs);
    match Weakness::of(&found, rest.is_some()) {
        Some(weakness) => Err(PasswordRefusal::Guessable(weakness)),
        None => Ok(()),
    }
}

/// What of the password zxcvbn gets to see, at a bounded cost. What is changed only makes the
/// password look weaker.
fn examined(password: &str) -> Secret<String> {
    let mut tried = Vec::new();
    let mut keep = |c: char| {
        if !LETTER_LIKE.contains(c) || tried.contains(&c) {
            return c;
        }
        if tried.len() == MAX_LETTER_LIKE {
            return '~';
        }
        tried.push(c);
        c
    };
    let mut text = String::with_capacity(password.len());
    text.extend(password.chars().take(EXAMINED_CHARS).map(&mut keep));
    Secret::new(text)
}

/// What remains of the password without the person's names, if any are in it. Names are the first
/// thing to try, so the rest has to be good enough by itself.
fn without_names(password: &str, names: &[String]) -> Option<Secret<String>> {
    let small = Secret::new(password.to_lowercase());
    let mut rest = small.clone();
    for name in names {
        rest = Secret::new(rest.expose().replace(name.as_str(), ""));
    }
    (rest != small).then_some(rest)
}

/// The names and the words they are made of in small letters, long ones first.
fn parts(names: &[&str]) -> Vec<String> {
    let words = names
        .iter()
        .flat_map(|name| name.split(|c: char| !c.is_alphanumeric()));
    let mut parts: Vec<String> = names
        .iter()
        .copied()
        .chain(words)
        .filter(|part| part.chars().count() >= MIN_NAME_CHARS)
        .map(str::to_lowercase)
        .collect();
    parts.sort_by_key(|part| std::cmp::Reverse(part.len()));
    parts.dedup();
    parts
}

#[cfg(test)]
mod tests {
    use super::super::password_strength::Fault;
    use super::*;

    fn check(password: &str, names: &[&str]) -> Result<(), PasswordRefusal> {
        PasswordPolicy::default().check(&Secret::new(password.to_owned()), names)
    }

    #[test]
    fn good_passwords_are_accepted() {
        for password in [
            "correct horse battery staple",
            "zwölf Boxkämpfer jagen",
            "gK7#vQ2!pX9&mT4",
            "面白い猫が屋根の上で昼寝をしている",
        ] {
            assert_eq!(check(password, &["alice"]), Ok(()), "{password}");
        }
    }

    #[test]
    fn length_is_checked_first() {
        assert_eq!(
            check("gK7#vQ2!pX9&mT", &[]),
            Err(PasswordRefusal::TooShort(15))
        );
        assert_eq!(
            check(&"gK7#".repeat(33), &[]),
            Err(PasswordRefusal::TooLong)
        );
        let eight = PasswordPolicy {
            min_chars: 8,
            ..PasswordPolicy::default()
        };
        assert_eq!(
            eight.check(&Secret::new("gK7#vQ2!pX".to_owned()), &[]),
            Ok(())
        );
    }

    #[test]
    fn what_is_tried_first_is_refused_with_advice() {
        for password in [
            "passwordpassword",
            "aaaaaaaaaaaaaaaaaaaa",
            "123456789012345",
            "qwertyuiopasdfghjkl",
        ] {
            let refused = check(password, &[]).unwrap_err().to_string();
            assert!(
                refused.starts_with("This password is easy to guess. "),
                "{refused}"
            );
            assert!(refused.len() > 40, "{refused}");
        }
    }

    #[test]
    fn security_f3_common_passwords_that_look_strong_are_refused() {
        for password in ["lytdybrbdfvgbhf", "Efwe5tgwa5twhgd"] {
            let refused = check(password, &[]);
            assert_eq!(refused, Err(PasswordRefusal::Breached), "{password}");
        }
    }

    #[test]
    fn a_refusal_says_how_strong_and_what_would_help() {
        let weakness = |password| match check(password, &["ada lovelace"]) {
            Err(PasswordRefusal::Guessable(weakness)) => weakness,
            other => panic!("{password}: {other:?}"),
        };
        for (password, fault) in [
            ("aaaaaaaaaaaaaaaaaaaa", Fault::Repeat),
            ("qwertyuiopasdfghjkl", Fault::Common),
            ("lovelaceadalovelace", Fault::OwnNames),
        ] {
            let weakness = weakness(password);
            assert!(weakness.faults.contains(&fault), "{password}: {weakness:?}");
            assert!(weakness.score < Weakness::ENOUGH);
        }
    }

    #[test]
    fn own_names_do_not_make_a_password() {
        let names = ["balthasar.quirinius@example.com", "Quirinius"];
        for password in [
            "Balthasarquirinius1",
            "quirinius balthasar 1999",
            "balthasar.quirinius@example.com",
        ] {
            let refused = check(password, &names).unwrap_err().to_string();
            assert!(refused.contains("Leave out your own names"), "{refused}");
        }
        assert_eq!(
            check("Balthasar gießt nie Kakteen am Dienstag", &names),
            Ok(())
        );
    }

    #[test]
    fn names_of_hardly_any_letters_are_no_names() {
        assert_eq!(parts(&["a b", "x@y.z", ""]), ["x@y.z", "a b"]);
    }

    #[test]
    fn the_most_laborious_passwords_are_answered_in_time() {
        let before = of_this_thread();
        for pool in [
            "|9x6q6q3282804747@5$5$1",
            "4@8({[<369|!1/$5+7%02z",
            "p4ssw0rd",
            "1234567890",
        ] {
            let laborious: String = pool.chars().cycle().take(MAX_CHARS).collect();
            let _ = check(&laborious, &["alice"]);
        }
        assert!(of_this_thread() - before < 8_000_000_000);
    }

    /// Nanoseconds of CPU, whatever else the machine does.
    fn of_this_thread() -> u64 {
        let stat = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap();
        stat.split(' ').next().unwrap().parse().unwrap()
    }

    #[test]
    fn symbols_beyond_a_few_are_not_read_as_letters() {
        assert_eq!(examined("p@$$w(rd{!a@").expose(), "p@$$w(rd~~a@");
    }
}
