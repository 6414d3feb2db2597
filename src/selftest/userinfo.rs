//! Claims about the user (OpenID Connect Core §5.3, RFC 6750).

use super::claims::TEXTS;
use super::http::{Answer, send, with_query};
use super::id_token::Seen;
use super::jwt::{Jwt, text};
use super::report::{Area, Check, Fault, Outcome, advise, applies, demand};
use super::request::Request;
use super::run::Run;
use super::session::{Session, Tokens};
use reqwest::Method;
use reqwest::header::WWW_AUTHENTICATE;
use serde_json::{Map, Value};

const WITHOUT: Check = check(
    "userinfo-without-token",
    "Without a token there is a 401 with a challenge",
    "RFC 6750 §3",
);
const WRONG: Check = check(
    "userinfo-wrong-token",
    "A wrong token is invalid_token",
    "RFC 6750 §3.1",
);
const GET: Check = check(
    "userinfo-get",
    "Userinfo answers a GET with claims in JSON",
    "OpenID Connect Core §5.3.1, §5.3.2",
);
const POST: Check = check(
    "userinfo-post",
    "Userinfo answers a POST alike",
    "OpenID Connect Core §5.3.1",
);
const BODY: Check = check(
    "userinfo-body",
    "The token may be in the body",
    "RFC 6750 §2.2",
);
const QUERY: Check = check(
    "userinfo-query",
    "The token is not taken from the query",
    "RFC 9700 §4.3.2",
);
const SUB: Check = check(
    "userinfo-sub",
    "sub is the ID token's",
    "OpenID Connect Core §5.3.2",
);
const TYPES: Check = check(
    "userinfo-types",
    "Every claim has its type, and none is empty",
    "OpenID Connect Core §5.1, §5.3.2",
);
const CLAIMS: Check = check(
    "claims-parameter",
    "Claims come where they were asked for",
    "OpenID Connect Core §5.5",
);

const fn check(id: &'static str, title: &'static str, section: &'static str) -> Check {
    Check::new(Area::Userinfo, id, title, section)
}

fn endpoint<'a>(run: &'a Run<'_>) -> Result<&'a str, Fault> {
    let endpoint = run.endpoint("userinfo_endpoint");
    endpoint.ok_or_else(|| Fault::NotApplicable("no userinfo_endpoint".to_owned()))
}

/// What anybody can ask.
pub(super) async fn play(run: &Run<'_>) {
    run.note(WITHOUT, without(run).await);
    run.note(WRONG, wrong(run).await);
}

fn demand_challenge(answer: &Answer) -> Result<String, Fault> {
    demand(answer.status == 401, answer.summary(), "401")?;
    let challenge = answer.header(&WWW_AUTHENTICATE).to_owned();
    let scheme = challenge.to_ascii_lowercase();
    let known = scheme.starts_with("bearer") || scheme.starts_with("dpop");
    demand(
        known,
        format!("WWW-Authenticate {challenge:?}"),
        "a challenge for Bearer",
    )?;
    Ok(challenge)
}

async fn without(run: &Run<'_>) -> Outcome {
    demand_challenge(&run.http.get(endpoint(run)?).await?)?;
    Ok(())
}

async fn wrong(run: &Run<'_>) -> Outcome {
    let answer = run.http.get_as(endpoint(run)?, "wrong").await?;
    let challenge = demand_challenge(&answer)?;
    demand(
        challenge.contains("invalid_token"),
        challenge,
        "the error invalid_token",
    )
}

/// What a token is good for.
pub(super) async fn with_token(seen: &Seen<'_>, token: &str) {
    let run = seen.session.run;
    let claims = get(run, token).await;
    run.note(GET, claims.as_ref().map(drop).map_err(Clone::clone));
    if let Ok(claims) = &claims {
        run.note(SUB, sub(claims, &seen.jwt));
        run.note(TYPES, types(claims));
        run.note(POST, post(run, token, claims).await);
    }
    run.note(BODY, body(run, token).await);
    run.note(QUERY, query(run, token).await);
}

async fn get(run: &Run<'_>, token: &str) -> Result<Map<String, Value>, Fault> {
    let answer = run.http.get_as(endpoint(run)?, token).await?;
    demand(answer.status == 200, answer.summary(), "200")?;
    answer.object()
}

async fn post(run: &Run<'_>, token: &str, claims: &Map<String, Value>) -> Outcome {
    let request = run.http.request(Method::POST, endpoint(run)?);
    let answer = send(request.bearer_auth(token)).await?;
    demand(answer.status == 200, answer.summary(), "200")?;
    demand(answer.object()? == *claims, "other claims", "the same")
}

async fn body(run: &Run<'_>, token: &str) -> Outcome {
    let answer = run
        .http
        .post(endpoint(run)?, &[("access_token", token)])
        .await?;
    advise(answer.status == 200, answer.summary())
}

async fn query(run: &Run<'_>, token: &str) -> Outcome {
    let url = with_query(endpoint(run)?, &[("access_token", token)]);
    let answer = run.http.get(&url).await?;
    let refused = answer.status.is_client_error();
    advise(refused, "a token in an address is accepted")
}

fn sub(claims: &Map<String, Value>, jwt: &Jwt) -> Outcome {
    let sub = claims.get("sub").unwrap_or(&Value::Null);
    let expected = jwt.text("sub");
    demand(sub == expected, sub, format!("{expected:?}"))
}

fn types(claims: &Map<String, Value>) -> Outcome {
    for (name, value) in claims {
        let (good, expected) = match name.as_str() {
            "email_verified" | "phone_number_verified" => (value.is_boolean(), "true or false"),
            "updated_at" => (value.is_number(), "a number of seconds"),
            "address" => (value.is_object(), "an object"),
            name if TEXTS.contains(&name) => {
                let said = value.as_str().is_some_and(|text| !text.is_empty());
                (said, "a string that is not empty")
            }
            _ => (!value.is_null(), "no null"),
        };
        // The value is somebody's.
        demand(good, format!("{name} of another type"), expected)?;
    }
    let birthdate = text(claims, "birthdate");
    let shape = |c: char| c.is_ascii_digit() || c == '-';
    demand(
        birthdate.chars().all(shape) && matches!(birthdate.len(), 0 | 4 | 10),
        "a birthdate of another form",
        "YYYY-MM-DD or YYYY",
    )
}

/// Claims one by one.
pub(super) async fn claims_parameter(session: &mut Session<'_>) {
    let outcome = claims(session).await;
    session.run.note(CLAIMS, outcome);
}

async fn claims(session: &mut Session<'_>) -> Outcome {
    let run = session.run;
    let supported = run.metadata.get("claims_parameter_supported");
    applies(supported == Some(&Value::Bool(true)), "not supported")?;
    let wanted = serde_json::json!({
        "userinfo": {"email": {"essential": true}, "no_such_claim": null},
        "id_token": {"auth_time": {"essential": true}, "no_such_claim": null},
    });
    let request = Request::new(session.client)
        .with("scope", "openid")
        .with("claims", &wanted.to_string());
    let tokens: Tokens = session.tokens(&request).await?;
    let jwt = Jwt::parse(tokens.get("id_token"))?;
    demand(
        jwt.number("auth_time").is_some(),
        "no auth_time in the ID token",
        "auth_time",
    )?;
    let claims = get(run, tokens.get("access_token")).await?;
    demand(claims.contains_key("sub"), "no sub", "claims with sub")?;
    let email = claims.contains_key("email");
    advise(email, "no email in userinfo; the person may have none")
}
