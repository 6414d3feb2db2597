//! What an object must say, and whose word counts.

use super::*;
use serde_json::json;

const NOW: i64 = 1_000_000;

fn parameters_under(
    profile: SecurityProfile,
    signed: bool,
    claims: &Value,
    outside: &str,
) -> Result<Vec<(String, String)>, UnfitObject> {
    let expected = Expected {
        client_id: &ClientId::try_from("app").unwrap(),
        profile,
        issuer: "https://op.example",
        signed,
        now: Timestamp(NOW),
    };
    let outside = Parameters::parse(outside.as_bytes()).unwrap();
    let found = parameters(claims.as_object().unwrap(), &outside, &expected)?;
    let mut pairs: Vec<_> = found
        .iter()
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    pairs.sort_unstable();
    Ok(pairs)
}

fn good() -> Value {
    json!({
        "iss": "app", "aud": "https://op.example", "nbf": NOW, "exp": NOW + 300,
        "client_id": "app", "response_type": "code", "max_age": 60,
        "claims": {"userinfo": {"email": null}},
    })
}

const STRICT: SecurityProfile = SecurityProfile::BestPractice;
const OUTSIDE: &str = "client_id=app&response_type=code&state=s&max_age=1&request=x";

fn with(profile: SecurityProfile, name: &str, value: Value) -> Result<(), UnfitObject> {
    let mut claims = good();
    claims[name] = value;
    parameters_under(profile, true, &claims, OUTSIDE).map(|_| ())
}

fn without(profile: SecurityProfile, name: &str) -> Result<(), UnfitObject> {
    let mut claims = good();
    claims.as_object_mut().unwrap().remove(name);
    parameters_under(profile, true, &claims, OUTSIDE).map(|_| ())
}

fn names(pairs: &[(String, String)]) -> Vec<&str> {
    pairs.iter().map(|(name, _)| name.as_str()).collect()
}

#[test]
fn protocol_62_68_parameters_inside_win_and_those_outside_count_where_core_says_so() {
    let strict = parameters_under(STRICT, true, &good(), OUTSIDE).unwrap();
    assert_eq!(
        names(&strict),
        ["claims", "client_id", "max_age", "response_type"]
    );
    assert_eq!(strict[2].1, "60");
    assert_eq!(strict[0].1, r#"{"userinfo":{"email":null}}"#);
    let open = parameters_under(SecurityProfile::Openid, true, &good(), OUTSIDE).unwrap();
    let expected = ["claims", "client_id", "max_age", "response_type", "state"];
    assert_eq!(names(&open), expected);
    assert_eq!(open[2].1, "60");
}

#[test]
fn protocol_62_client_and_response_type_agree() {
    for profile in [STRICT, SecurityProfile::Openid, SecurityProfile::Fapi1] {
        let other = with(profile, "client_id", json!("other"));
        assert_eq!(other, Err(UnfitObject::ClientId));
        let other = with(profile, "response_type", json!("id_token"));
        assert_eq!(other, Err(UnfitObject::ResponseType));
        assert_eq!(without(profile, "client_id"), Ok(()));
        for name in NESTED {
            assert_eq!(with(profile, name, json!("x")), Err(UnfitObject::Nested));
        }
    }
}

#[test]
fn security_a18_issuer_audience_and_times_are_checked() {
    for profile in [STRICT, SecurityProfile::Openid, SecurityProfile::Fapi2] {
        let optional = profile == SecurityProfile::Openid;
        assert_eq!(without(profile, "iss").is_ok(), optional);
        assert_eq!(without(profile, "aud").is_ok(), optional);
        assert_eq!(
            with(profile, "iss", json!("other")),
            Err(UnfitObject::Issuer)
        );
        let token = json!("https://op.example/par");
        assert_eq!(with(profile, "aud", token), Err(UnfitObject::Audience));
        assert_eq!(
            with(profile, "aud", json!(["x", "https://op.example"])),
            Ok(())
        );
        assert_eq!(with(profile, "exp", json!(NOW)), Err(UnfitObject::Expired));
        assert_eq!(with(profile, "nbf", json!(NOW + 10)), Ok(()));
        assert_eq!(
            with(profile, "nbf", json!(NOW + 61)),
            Err(UnfitObject::Early)
        );
        assert_eq!(
            with(profile, "iat", json!(NOW + 61)),
            Err(UnfitObject::Early)
        );
        assert!(with(profile, "exp", json!("soon")).is_err());
    }
    let bare = json!({"response_type": "code"});
    assert!(parameters_under(STRICT, false, &bare, OUTSIDE).is_ok());
    assert!(parameters_under(STRICT, true, &bare, OUTSIDE).is_err());
}

#[test]
fn protocol_67_fapi_objects_are_short_lived() {
    for profile in [SecurityProfile::Fapi1, SecurityProfile::Fapi2] {
        assert_eq!(with(profile, "exp", json!(NOW + 3600)), Ok(()));
        let long = with(profile, "exp", json!(NOW + 3601));
        assert_eq!(long, Err(UnfitObject::Lifetime));
        assert_eq!(without(profile, "exp"), Err(UnfitObject::Lifetime));
        assert_eq!(without(profile, "nbf"), Err(UnfitObject::Lifetime));
        let old = with(profile, "nbf", json!(NOW - 3601));
        assert_eq!(old, Err(UnfitObject::Lifetime));
    }
    assert_eq!(with(STRICT, "exp", json!(NOW + 86_400)), Ok(()));
    assert_eq!(without(STRICT, "exp"), Ok(()));
}

#[test]
fn parameters_are_text_numbers_or_objects() {
    for value in [json!(null), json!(true), json!(["a"])] {
        for name in DECIDING.iter().filter(|name| **name != "client_id") {
            let outcome = with(STRICT, name, value.clone());
            assert_eq!(outcome, Err(UnfitObject::Parameter), "{name}");
        }
        assert!(with(STRICT, "client_id", value).is_err());
    }
    assert_eq!(
        with(STRICT, "state", json!("a\0")),
        Err(UnfitObject::Parameter)
    );
    let mut many = good();
    for number in 0..200 {
        many[format!("p{number}")] = json!("x");
    }
    let outcome = parameters_under(STRICT, true, &many, OUTSIDE);
    assert_eq!(outcome, Err(UnfitObject::Parameter));
}

/// protocol 37, 54, 62
#[test]
fn protocol_37_62_claims_that_are_no_parameters_are_passed_over() {
    for profile in [STRICT, SecurityProfile::Openid, SecurityProfile::Fapi2] {
        for value in [json!(null), json!(true), json!(["a"])] {
            for name in ["ui_locales", "display", "authorization_details", "x"] {
                assert_eq!(with(profile, name, value.clone()), Ok(()), "{name}");
            }
        }
    }
    let mut claims = good();
    claims["x"] = json!(["a"]);
    claims["y"] = json!("b");
    let found = parameters_under(STRICT, true, &claims, OUTSIDE).unwrap();
    let expected = ["claims", "client_id", "max_age", "response_type", "y"];
    assert_eq!(names(&found), expected);
}

#[test]
fn protocol_64_69_algorithms_follow_the_registration() {
    let mut client = ClientMetadata::default();
    assert!(!may_be_unsigned(&client));
    assert_eq!(algorithms(&client), ClientAlgorithm::ASYMMETRIC);
    client.request_object_signing_alg = Some(RequestObjectAlgorithm::None);
    assert!(may_be_unsigned(&client));
    assert_eq!(algorithms(&client), ClientAlgorithm::ASYMMETRIC);
    client.require_signed_request_object = true;
    assert!(!may_be_unsigned(&client));
    let es = ClientAlgorithm::ES256;
    client.request_object_signing_alg = Some(RequestObjectAlgorithm::Signed(es));
    assert_eq!(algorithms(&client), [es]);
    let rs = ClientAlgorithm::RS256;
    client.request_object_signing_alg = Some(RequestObjectAlgorithm::Signed(rs));
    client.profile = SecurityProfile::Fapi1;
    assert_eq!(algorithms(&client), []);
    assert_eq!(check_typ(Some("at+jwt")), Err(UnfitObject::Typ));
    assert_eq!(check_typ(Some("oauth-authz-req+jwt")), Ok(()));
}
