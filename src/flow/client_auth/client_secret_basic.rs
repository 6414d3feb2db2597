//! `client_secret_basic` (RFC 6749 §2.3.1, RFC 7617).

use super::{ClientRequest, Method, Offered, Proof};
use crate::oidc::client_metadata::ClientAuthMethod;
use crate::oidc::parameters::decode_value;
use crate::oidc::{ClientId, ErrorCode, OAuthError};
use crate::secret::Secret;
use data_encoding::BASE64;
use zeroize::Zeroizing;

/// HTTP Basic with form-encoded halves; programs that do not encode them are understood too.
pub struct ClientSecretBasic;

impl Method for ClientSecretBasic {
    fn method(&self) -> ClientAuthMethod {
        ClientAuthMethod::ClientSecretBasic
    }

    fn offered(&self, request: &ClientRequest<'_>) -> Result<Option<Offered>, OAuthError> {
        let Some(header) = request.authorization else {
            return Ok(None);
        };
        let credentials = basic(header).ok_or(MALFORMED)?;
        let (id, secret) = credentials.split_once(':').ok_or(MALFORMED)?;
        let mut readings = Vec::new();
        if let (Ok(id), Ok(secret)) = (decode_value(id), decode_value(secret)) {
            push(&mut readings, &id, secret);
        }
        if credentials.contains(['%', '+']) {
            push(&mut readings, id, secret.to_owned());
        }
        if let Some(named) = request.parameters.get("client_id")? {
            if !readings.iter().any(|(id, _)| id.as_str() == named) {
                return Err(OAuthError::new(
                    ErrorCode::InvalidRequest,
                    "client_id differs from the Authorization header",
                ));
            }
            readings.retain(|(id, _)| id.as_str() == named);
        }
        if readings.is_empty() {
            return Err(MALFORMED);
        }
        Ok(Some(Offered {
            method: self.method(),
            readings,
        }))
    }
}

const MALFORMED: OAuthError = OAuthError::new(
    ErrorCode::InvalidClient,
    "the Authorization header holds no Basic credentials",
);

fn push(readings: &mut Vec<(ClientId, Proof)>, id: &str, secret: String) {
    if let Ok(id) = ClientId::try_from(id) {
        readings.push((id, Proof::Secret(Secret::new(secret))));
    }
}

fn basic(header: &str) -> Option<Zeroizing<String>> {
    let (scheme, encoded) = header.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let bytes = BASE64.decode(encoded.trim_matches(' ').as_bytes()).ok()?;
    String::from_utf8(bytes).ok().map(Zeroizing::new)
}

#[cfg(test)]
mod tests {
    use super::{BASE64, ClientRequest, ClientSecretBasic, Method, Proof};
    use crate::oidc::{ErrorCode, Parameters};
    use std::net::Ipv4Addr;

    fn readings(credentials: &str, body: &str) -> Result<Vec<(String, String)>, ErrorCode> {
        let header = format!("bAsIc {}", BASE64.encode(credentials.as_bytes()));
        offered(&header, body)
    }

    fn offered(header: &str, body: &str) -> Result<Vec<(String, String)>, ErrorCode> {
        let request = ClientRequest {
            authorization: Some(header),
            parameters: &Parameters::parse(body.as_bytes()).unwrap(),
            path: "/token",
            address: Ipv4Addr::LOCALHOST.into(),
        };
        let offered = ClientSecretBasic
            .offered(&request)
            .map_err(|error| error.code)?;
        let pairs = offered.unwrap().readings.into_iter();
        Ok(pairs
            .map(|(id, proof)| match proof {
                Proof::Secret(secret) => (id.into(), secret.expose().clone()),
                other => panic!("{other:?}"),
            })
            .collect())
    }

    #[test]
    fn credentials_are_read_decoded_and_then_raw() {
        let plain = readings("app:s3cret", "").unwrap();
        assert_eq!(plain, [("app".into(), "s3cret".into())]);
        let encoded = readings("app:a%3Ab+c", "").unwrap();
        let expected = [
            ("app".into(), "a:b c".into()),
            ("app".into(), "a%3Ab+c".into()),
        ];
        assert_eq!(encoded, expected);
        let raw = readings("app:100%", "").unwrap();
        assert_eq!(raw, [("app".into(), "100%".into())]);
        assert_eq!(
            readings("app:a:b", "").unwrap(),
            [("app".into(), "a:b".into())]
        );
    }

    #[test]
    fn security_c5_another_client_id_in_the_body_is_refused() {
        assert!(readings("app:s", "client_id=app").is_ok());
        assert_eq!(
            readings("app:s", "client_id=other"),
            Err(ErrorCode::InvalidRequest)
        );
    }

    #[test]
    fn security_c7_malformed_headers_are_refused() {
        for header in [
            "Basic",
            "Basic !",
            "Basic YXBw",
            "Bearer YXBwOnM=",
            "Basic gIA6gA==",
            "Basic OnM=",
        ] {
            assert_eq!(
                offered(header, ""),
                Err(ErrorCode::InvalidClient),
                "{header}"
            );
        }
    }
}
