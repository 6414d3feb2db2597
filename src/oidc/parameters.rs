//! Request parameters as they came: `application/x-www-form-urlencoded`, read strictly.

use super::{ErrorCode, OAuthError};
use std::fmt;
use zeroize::Zeroize;

/// More parameters than any request needs.
const MOST: usize = 100;

/// Parameters in the order given. `Debug` shows names only, for values may be secrets.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Parameters(Vec<(String, String)>);

/// Why bytes are no parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MalformedParameters {
    /// A `%` without two hexadecimal digits.
    #[error("broken percent-encoding")]
    PercentEncoding,
    /// Bytes that are no UTF-8.
    #[error("invalid UTF-8")]
    Utf8,
    /// A NUL character.
    #[error("a NUL character")]
    Nul,
    /// Too many of them.
    #[error("too many parameters")]
    TooMany,
}

impl Parameters {
    /// Reads a query string or a form body.
    pub fn parse(encoded: &[u8]) -> Result<Self, MalformedParameters> {
        let mut pairs = Vec::new();
        for piece in encoded.split(|byte| *byte == b'&') {
            if piece.is_empty() {
                continue;
            }
            if pairs.len() == MOST {
                return Err(MalformedParameters::TooMany);
            }
            let mut halves = piece.splitn(2, |byte| *byte == b'=');
            let name = decode(halves.next().unwrap_or_default())?;
            let value = decode(halves.next().unwrap_or_default())?;
            pairs.push((name, value));
        }
        Ok(Self(pairs))
    }

    /// Parameters that came in another form.
    ///
    /// # Errors
    /// Too many of them, or a NUL character.
    pub fn from_pairs(pairs: Vec<(String, String)>) -> Result<Self, MalformedParameters> {
        let parameters = Self(pairs);
        if parameters.0.len() > MOST {
            return Err(MalformedParameters::TooMany);
        }
        let has_nul =
            |(name, value): &(String, String)| name.contains('\0') || value.contains('\0');
        if parameters.0.iter().any(has_nul) {
            return Err(MalformedParameters::Nul);
        }
        Ok(parameters)
    }

    /// These parameters without those that `unwanted` names.
    #[must_use]
    pub fn without(&self, unwanted: impl Fn(&str) -> bool) -> Self {
        let kept = self.0.iter().filter(|(name, _)| !unwanted(name));
        Self(kept.cloned().collect())
    }

    /// These parameters and `more`, so that one given in both counts as repeated.
    #[must_use]
    pub fn and(mut self, mut more: Self) -> Self {
        self.0.append(&mut more.0);
        self
    }

    /// The value of `name`; an empty one counts as absent (RFC 6749 §3.1).
    ///
    /// # Errors
    /// `invalid_request` when it is given more than once (RFC 6749 §3.1, §3.2).
    pub fn get(&self, name: &'static str) -> Result<Option<&str>, Repeated> {
        let mut values = self.0.iter().filter(|(given, _)| given == name);
        let first = values.next();
        if values.next().is_some() {
            return Err(Repeated(name));
        }
        Ok(first
            .map(|(_, value)| value.as_str())
            .filter(|value| !value.is_empty()))
    }

    /// The first parameter name that is given more than once, of any that are known or not.
    pub fn repeated(&self) -> Option<&str> {
        self.0.iter().enumerate().find_map(|(position, (name, _))| {
            let again = self.0.iter().skip(position + 1);
            again
                .into_iter()
                .any(|(other, _)| other == name)
                .then_some(name.as_str())
        })
    }

    /// Refuses a request in which any parameter is given more than once.
    ///
    /// # Errors
    /// `invalid_request` (RFC 6749 §3.1, §3.2).
    pub fn refuse_repetitions(&self) -> Result<(), OAuthError> {
        match self.repeated() {
            Some(_) => Err(OAuthError::new(
                ErrorCode::InvalidRequest,
                "a parameter is given more than once",
            )),
            None => Ok(()),
        }
    }

    /// The pairs in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

impl Drop for Parameters {
    fn drop(&mut self) {
        for (_, value) in &mut self.0 {
            value.zeroize();
        }
    }
}

impl fmt::Debug for Parameters {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list()
            .entries(self.0.iter().map(|(name, _)| name))
            .finish()
    }
}

/// A parameter was given more than once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0} is given more than once")]
pub struct Repeated(pub &'static str);

impl From<Repeated> for OAuthError {
    fn from(repeated: Repeated) -> Self {
        Self {
            code: ErrorCode::InvalidRequest,
            description: repeated.to_string().into(),
        }
    }
}

fn decode(encoded: &[u8]) -> Result<String, MalformedParameters> {
    // Tokens are long and have nothing to decode.
    let coded = encoded.iter().position(|byte| b"+%".contains(byte));
    let (plain, rest) = encoded.split_at(coded.unwrap_or(encoded.len()));
    let mut bytes = Vec::with_capacity(encoded.len());
    bytes.extend_from_slice(plain);
    let mut rest = rest.iter();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                hex_pair(rest.next(), rest.next()).ok_or(MalformedParameters::PercentEncoding)?
            }
            other => *other,
        });
    }
    if bytes.contains(&0) {
        return Err(MalformedParameters::Nul);
    }
    String::from_utf8(bytes).map_err(|_| MalformedParameters::Utf8)
}

fn hex_pair(high: Option<&u8>, low: Option<&u8>) -> Option<u8> {
    let digit = |byte: &u8| char::from(*byte).to_digit(16);
    let value = digit(high?)? * 16 + digit(low?)?;
    u8::try_from(value).ok()
}

/// Decodes one form-encoded value, as the halves of a Basic credential are (RFC 6749 §2.3.1).
pub fn decode_value(encoded: &str) -> Result<String, MalformedParameters> {
    decode(encoded.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::{MalformedParameters, Parameters, Repeated};

    fn parse(text: &str) -> Result<Parameters, MalformedParameters> {
        Parameters::parse(text.as_bytes())
    }

    #[test]
    fn decodes_plus_and_percent() {
        let parameters = parse("scope=openid+email&state=%C3%BC%26").unwrap();
        assert_eq!(parameters.get("scope"), Ok(Some("openid email")));
        assert_eq!(parameters.get("state"), Ok(Some("ü&")));
        assert_eq!(parameters.get("nonce"), Ok(None));
    }

    #[test]
    fn an_empty_value_is_absent_but_counts_as_given() {
        let parameters = parse("state=&state=x&nonce=").unwrap();
        assert_eq!(parameters.get("nonce"), Ok(None));
        assert_eq!(parameters.get("state"), Err(Repeated("state")));
        assert_eq!(parameters.repeated(), Some("state"));
    }

    #[test]
    fn security_n7_broken_encodings_are_refused() {
        assert_eq!(parse("a=%"), Err(MalformedParameters::PercentEncoding));
        assert_eq!(parse("a=%4"), Err(MalformedParameters::PercentEncoding));
        assert_eq!(parse("a=%+1"), Err(MalformedParameters::PercentEncoding));
        assert_eq!(parse("a=%ff"), Err(MalformedParameters::Utf8));
        assert_eq!(parse("a=b%00"), Err(MalformedParameters::Nul));
        let many = "a=1&".repeat(101);
        assert_eq!(parse(&many), Err(MalformedParameters::TooMany));
    }

    #[test]
    fn values_never_print() {
        let shown = format!("{:?}", parse("password=hunter2").unwrap());
        assert_eq!(shown, "[\"password\"]");
    }
}
