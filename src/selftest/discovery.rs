//! The metadata (OpenID Connect Discovery 1.0 §3, §4; RFC 8414).

use super::http::{Answer, Unreachable, send};
use super::metadata::{self, Document};
use super::report::{Area, Check, Outcome, advise, demand, short};
use super::run::Run;
use super::tls;
use reqwest::Method;
use reqwest::header::{ACCESS_CONTROL_ALLOW_ORIGIN, ORIGIN};
use url::Url;

const DISCOVERY: &str = "OpenID Connect Discovery §3";
const RFC8414: &str = "RFC 8414 §2";

const ANSWER: Check = check(
    "discovery-answer",
    "The metadata is there, as a JSON object",
    "OpenID Connect Discovery §4.2",
);
const OAUTH: Check = check(
    "discovery-oauth",
    "The same metadata is where OAuth clients look",
    "RFC 8414 §3",
);

const CORS: Check = check(
    "discovery-cors",
    "Scripts of other origins may read metadata and key set",
    "OpenID Connect Discovery §4, RFC 6454 §7",
);
const TLS: Check = check(
    "discovery-tls",
    "TLS 1.0 and 1.1 are refused",
    "RFC 8996, RFC 9325 §3.1.1",
);

type Holds = fn(&Document<'_>) -> Outcome;

/// What is demanded of the metadata alone.
const CHECKS: &[(Check, Holds)] = &[
    (
        check(
            "discovery-issuer",
            "issuer is the address that was asked",
            "OpenID Connect Discovery §4.3",
        ),
        metadata::issuer,
    ),
    (
        check(
            "discovery-https",
            "issuer is https without query and fragment",
            DISCOVERY,
        ),
        metadata::https,
    ),
    (
        check(
            "discovery-required",
            "The required members are there",
            DISCOVERY,
        ),
        metadata::required,
    ),
    (
        check(
            "discovery-addresses",
            "Endpoints are absolute https addresses",
            DISCOVERY,
        ),
        metadata::addresses,
    ),
    (
        check("discovery-types", "Every member has its type", DISCOVERY),
        metadata::types,
    ),
    (
        check(
            "discovery-empty",
            "No member is null or an empty list",
            "RFC 8414 §3.2",
        ),
        metadata::empty,
    ),
    (
        check(
            "discovery-unknown",
            "Only registered members appear",
            RFC8414,
        ),
        metadata::unknown,
    ),
    (
        check(
            "discovery-response-types",
            "The response types that everybody needs are listed",
            DISCOVERY,
        ),
        metadata::response_types,
    ),
    (
        check(
            "discovery-dynamic",
            "Where clients register, ID tokens come from the authorization endpoint too",
            DISCOVERY,
        ),
        metadata::dynamic,
    ),
    (
        check(
            "discovery-response-modes",
            "Response modes are known ones",
            DISCOVERY,
        ),
        metadata::response_modes,
    ),
    (
        check(
            "discovery-grant-types",
            "Grant types fit the response types",
            DISCOVERY,
        ),
        metadata::grant_types,
    ),
    (
        check(
            "discovery-subject-types",
            "Subject types are public, pairwise",
            DISCOVERY,
        ),
        metadata::subject_types,
    ),
    (
        check(
            "discovery-rs256",
            "ID tokens can be signed by RS256",
            DISCOVERY,
        ),
        metadata::rs256,
    ),
    (
        check(
            "discovery-none",
            "Nothing is signed by none",
            "OpenID Connect Core §2",
        ),
        metadata::none,
    ),
    (
        check(
            "discovery-scopes",
            "The scope openid is listed",
            "OpenID Connect Discovery §3, RFC 6749 §3.3",
        ),
        metadata::scopes,
    ),
    (
        check("discovery-claims", "The claims are listed", DISCOVERY),
        metadata::claims,
    ),
    (
        check(
            "discovery-auth-methods",
            "Client authentication by JWT comes with its algorithms",
            RFC8414,
        ),
        metadata::auth_methods,
    ),
    (
        check(
            "discovery-pkce",
            "PKCE by S256 is offered",
            "RFC 7636 §4.2, RFC 8414 §2",
        ),
        metadata::pkce,
    ),
    (
        check("discovery-iss", "Answers carry iss", "RFC 9207 §3"),
        metadata::iss,
    ),
    (
        check(
            "discovery-par",
            "Pushed requests have an endpoint where they are required",
            "RFC 9126 §5",
        ),
        metadata::par,
    ),
    (
        check(
            "discovery-dpop",
            "DPoP proofs are signed by key pairs",
            "RFC 9449 §5.1",
        ),
        metadata::dpop,
    ),
    (
        check(
            "discovery-aliases",
            "Addresses for mutual TLS are aliases of endpoints",
            "RFC 8705 §5",
        ),
        metadata::aliases,
    ),
    (
        check(
            "discovery-logout",
            "Sessions in logout notifications come with notifications",
            "OpenID Connect Back-Channel Logout §2.1",
        ),
        metadata::notifications,
    ),
];

const fn check(id: &'static str, title: &'static str, section: &'static str) -> Check {
    Check::new(Area::Discovery, id, title, section)
}

/// Fetches the metadata and looks at it.
pub(super) async fn play(run: &mut Run<'_>) -> Result<(), Unreachable> {
    let asked = run.options.issuer.trim_end_matches('/');
    let url = format!("{asked}/.well-known/openid-configuration");
    let answer = run.http.get(&url).await?;
    let members = answered(&answer).and_then(|()| answer.object());
    run.note(ANSWER, members.as_ref().map(drop).map_err(Clone::clone));
    let Ok(members) = members else {
        return Ok(());
    };
    let document = Document {
        asked,
        members: &members,
    };
    for (check, holds) in CHECKS {
        run.note(*check, holds(&document));
    }
    run.metadata = members;
    run.note(OAUTH, oauth(run).await);
    run.note(CORS, cors(run, &url).await);
    run.note(TLS, tls::old_versions(asked).await);
    Ok(())
}

fn answered(answer: &Answer) -> Outcome {
    demand(
        answer.status == 200,
        answer.summary(),
        "200 without redirect",
    )
}

async fn oauth(run: &Run<'_>) -> Outcome {
    let Ok(mut url) = Url::parse(&run.options.issuer) else {
        return Ok(());
    };
    let path = url.path().trim_end_matches('/');
    url.set_path(&format!("/.well-known/oauth-authorization-server{path}"));
    let answer = run.http.get(url.as_str()).await?;
    advise(
        answer.status == 200,
        format!("not served ({})", answer.summary()),
    )?;
    demand(
        answer.object()? == run.metadata,
        "other metadata",
        "the same as for OpenID Connect",
    )
}

async fn cors(run: &Run<'_>, metadata: &str) -> Outcome {
    let keys = run.endpoint("jwks_uri");
    let keys = keys.ok_or_else(|| short("no jwks_uri", "an address"))?;
    for url in [metadata, keys] {
        let request = run.http.request(Method::GET, url);
        let answer = send(request.header(ORIGIN, "https://signet-selftest.example")).await?;
        let allowed = !answer.header(&ACCESS_CONTROL_ALLOW_ORIGIN).is_empty();
        advise(allowed, format!("{} is closed to them", answer.url.path()))?;
    }
    Ok(())
}
