//! Which new passwords are good enough (security F2, F3).

use super::password_text::{MAX_CHARS, normalised};
use crate::secret::Secret;
use zxcvbn::{Score, zxcvbn};

/// How much of a password is examined: the cost grows faster than the length.
const EXAMINED_CHARS: usize = 100;

/// Parts of names shorter than this say nothing.
const MIN_NAME_CHARS: usize = 3;

/// What is asked of a new password.
#[derive(Clone, Copy, Debug)]
pub struct PasswordPolicy {
    /// Fewest characters.
    pub min_chars: usize,
}

impl Default for PasswordPolicy {
    /// Fifteen characters, for the password is the only factor (NIST SP 800-63B-4 §3.1.1.2).
    fn default() -> Self {
        Self { min_chars: 15 }
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
    Guessable(String),
}

impl PasswordPolicy {
    /// Accepts a new password or says why not. `own_names` are the person's user name, address
    /// and real name, and the name of this service. Takes milliseconds of computing.
    pub fn check(
        &self,
        password: &Secret<String>,
        own_names: &[&str],
    ) -> Result<(), PasswordRefusal> {
        let password = normalised(password).ok_or(PasswordRefusal::TooLong)?;
        if password.expose().chars().count() < self.min_chars {
            return Err(PasswordRefusal::TooShort(self.min_chars));
        }
        check_guessing(password.expose(), &parts(own_names))
    }
}

fn check_guessing(password: &str, names: &[&str]) -> Result<(), PasswordRefusal> {
    let examined = Secret::new(password.chars().take(EXAMINED_CHARS).collect::<String>());
    let found = zxcvbn(examined.expose(), names);
    if found.score() >= Score::Three {
        return Ok(());
    }
    let mut advice = Vec::new();
    if has_name(examined.expose(), names) {
        advice.push("Leave out your own names.".to_owned());
    }
    if let Some(feedback) = found.feedback() {
        advice.extend(feedback.warning().map(|warning| warning.to_string()));
        advice.extend(feedback.suggestions().iter().map(ToString::to_string));
    }
    if advice.is_empty() {
        advice.push("Add another word or two. Uncommon words are better.".to_owned());
    }
    Err(PasswordRefusal::Guessable(advice.join(" ")))
}

/// The names, and the words they are made of.
fn parts<'a>(names: &[&'a str]) -> Vec<&'a str> {
    let words = names
        .iter()
        .flat_map(|name| name.split(|c: char| !c.is_alphanumeric()));
    names
        .iter()
        .copied()
        .chain(words)
        .filter(|part| part.chars().count() >= MIN_NAME_CHARS)
        .collect()
}

fn has_name(password: &str, names: &[&str]) -> bool {
    let password = Secret::new(password.to_lowercase());
    names
        .iter()
        .any(|name| password.expose().contains(&name.to_lowercase()))
}

#[cfg(test)]
mod tests {
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
        let eight = PasswordPolicy { min_chars: 8 };
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
    fn own_names_do_not_make_a_password() {
        let names = ["balthasar.quirinius@example.com", "Quirinius"];
        let refused = check("Balthasarquirinius1", &names)
            .unwrap_err()
            .to_string();
        assert!(refused.contains("Leave out your own names."), "{refused}");
    }

    #[test]
    fn every_length_is_answered_in_time() {
        let longest: String = ('!'..'~').cycle().take(128).collect();
        let started = std::time::Instant::now();
        let _ = check(&longest, &["alice"]);
        let _ = check(&"p4ssw0rd".repeat(16), &["alice"]);
        assert!(started.elapsed() < std::time::Duration::from_secs(5));
    }
}
