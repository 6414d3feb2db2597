//! E-mail addresses: whether one can be an address at all, and the form in which it is compared.

use super::login_key;

/// Longest address, in bytes (RFC 5321 §4.5.3.1.3 less the angle brackets).
const MAX_BYTES: usize = 254;

/// An address as written and as compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EmailAddress {
    /// As written, without space around it: where mail goes.
    pub address: String,
    /// Canonical form, for [`crate::model::User::email_key`].
    pub key: String,
}

/// The text is no e-mail address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Enter an e-mail address such as name@example.com.")]
pub struct EmailError;

/// Accepts `written` as an e-mail address. Only a letter that arrives proves that it is one.
pub fn email_address(written: &str) -> Result<EmailAddress, EmailError> {
    let address = written.trim();
    let key = login_key(address).ok_or(EmailError)?;
    if !looks_right(address) || !looks_right(&key) {
        return Err(EmailError);
    }
    Ok(EmailAddress {
        address: address.to_owned(),
        key,
    })
}

fn looks_right(address: &str) -> bool {
    address.len() <= MAX_BYTES
        && address
            .split_once('@')
            .is_some_and(|(local, domain)| is_local_part(local) && is_domain(domain))
}

fn is_local_part(local: &str) -> bool {
    !local.is_empty()
        && local.chars().all(|c| {
            c.is_ascii_graphic() && !r#""(),:;<>@[\]"#.contains(c)
                || !c.is_ascii() && c.is_alphanumeric()
        })
}

fn is_domain(domain: &str) -> bool {
    (domain.contains('.') || domain == "localhost") && domain.split('.').all(is_label)
}

fn is_label(label: &str) -> bool {
    !label.is_empty()
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.chars().all(|c| c.is_alphanumeric() || c == '-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_accepted_and_compared_in_small_letters() {
        for (written, key) in [
            ("alice@example.com", "alice@example.com"),
            (" Alice.B+tag@Example.COM ", "alice.b+tag@example.com"),
            ("root@localhost", "root@localhost"),
            ("o'neil@sub.example-1.org", "o'neil@sub.example-1.org"),
            ("jörg@bücher.example", "jörg@bücher.example"),
        ] {
            let accepted = email_address(written).unwrap();
            assert_eq!(accepted.address, written.trim());
            assert_eq!(accepted.key, key);
            assert_eq!(login_key(written), Some(accepted.key));
        }
    }

    #[test]
    fn everything_else_is_refused() {
        let long = format!("{}@example.com", "x".repeat(243));
        for written in [
            "",
            "alice",
            "@example.com",
            "alice@",
            "a@b@example.com",
            "alice@example",
            "alice@.com",
            "alice@example..com",
            "alice@-a.com",
            "al ice@example.com",
            "alice@exam ple.com",
            "alice@example.com\r\nBcc: x@example.com",
            "a<b@example.com",
            "a\0@example.com",
            "a\u{200b}@example.com",
            "a＠b@example.com",
            long.as_str(),
        ] {
            assert_eq!(email_address(written), Err(EmailError), "{written:?}");
        }
    }
}
