//! What comes next in a sign-in: a pure function of what is known.

use crate::clock::Timestamp;
use crate::flow::pending::Pending;
use crate::flow::session::SignedIn;
use crate::login::policy::{self, Demand, Level};
use crate::model::Client;
use crate::oidc::claims_request::{is_covered, with_claims};
use crate::oidc::{AuthorizationRequest, ErrorCode, OAuthError, ScopeSet};
use std::time::Duration;

/// What is known when a decision is due.
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Situation<'a> {
    pub pending: &'a Pending,
    pub request: &'a AuthorizationRequest,
    pub signed_in: Option<&'a SignedIn>,
    /// The person is to choose among the accounts of the browser.
    pub choose: bool,
    /// Whoever is signed in is whom the client asked for, if it asked for somebody.
    pub is_meant: bool,
    /// Whoever is signed in may use the client.
    pub admitted: bool,
    /// Consent is not asked for.
    pub trusted: bool,
    /// What the person allowed this client before.
    pub remembered: Option<&'a ScopeSet>,
    /// The person has just allowed it.
    pub consented: bool,
    /// What is asked of the sign-in.
    pub demand: Demand,
    /// How strong a sign-in can be with what the person has.
    pub reachable: Level,
    /// How strong it can be with what they can set up.
    pub best_to_set_up: Level,
    pub now: Timestamp,
}

/// How long a sign-in counts as just done: as long as reading a consent page takes. Whoever comes back
/// to the request later is asked again (security A12).
const FRESH: Duration = Duration::from_mins(10);

/// What a client is told of people who may not use it.
pub const NOT_ADMITTED: &str = "the person is in no group that may use this client";

/// The next step.
#[derive(Debug)]
pub enum Next<'a> {
    Refuse(OAuthError),
    SignIn {
        reauthenticate: bool,
    },
    /// Something more is to be proved.
    StepUp {
        goal: Level,
        signed_in: &'a SignedIn,
    },
    SignUp,
    SelectAccount(&'a SignedIn),
    /// Whoever is signed in may not use the client.
    TurnAway(&'a SignedIn),
    Consent {
        scope: ScopeSet,
        signed_in: &'a SignedIn,
    },
    Issue {
        scope: ScopeSet,
        signed_in: &'a SignedIn,
    },
}

/// Decides, in the order of OpenID Connect Core §3.1.2.3 and §3.1.2.4.
pub fn next<'a>(situation: &Situation<'a>) -> Next<'a> {
    let silent = situation.request.prompt.none;
    // Whoever has just made the account is signed in by that.
    let made = |signed_in: &SignedIn| is_fresh(situation, signed_in);
    if situation.request.prompt.create && !situation.signed_in.is_some_and(made) {
        return Next::SignUp;
    }
    let Some(signed_in) = situation.signed_in else {
        return sign_in(silent, false);
    };
    let fresh = is_fresh(situation, signed_in);
    if (situation.pending.fresh_sign_in || is_too_old(situation, signed_in)) && !fresh {
        return sign_in(silent, !situation.pending.another);
    }
    if !situation.is_meant {
        // Nor is it whoever has just signed in.
        return sign_in(silent || fresh, false);
    }
    // Whoever chooses may be somebody else than the current account.
    if situation.choose && !situation.pending.account_selected && !fresh {
        return Next::SelectAccount(signed_in);
    }
    if !situation.admitted {
        return turn_away(silent, signed_in);
    }
    if let Some(next) = stronger(situation, signed_in) {
        return next;
    }
    consent(situation, signed_in)
}

fn sign_in(fail: bool, reauthenticate: bool) -> Next<'static> {
    if fail {
        let description = "nobody is signed in who fits the request";
        return Next::Refuse(OAuthError::new(ErrorCode::LoginRequired, description));
    }
    Next::SignIn { reauthenticate }
}

fn turn_away(fail: bool, signed_in: &SignedIn) -> Next<'_> {
    if fail {
        return Next::Refuse(OAuthError::new(ErrorCode::AccessDenied, NOT_ADMITTED));
    }
    Next::TurnAway(signed_in)
}

/// Whether the sign-in came after the request did, and just now.
fn is_fresh(situation: &Situation<'_>, signed_in: &SignedIn) -> bool {
    let (pending, session) = (situation.pending, &signed_in.session);
    session.auth_time >= pending.started_at
        && Some(session.secret_hash) != pending.stale_sign_in
        && situation.now.since(session.auth_time) <= FRESH
}

/// Whether the sign-in is older than `max_age` allows by now: pages take their time.
fn is_too_old(situation: &Situation<'_>, signed_in: &SignedIn) -> bool {
    let age = situation.now.since(signed_in.session.auth_time);
    let max_age = situation.request.max_age;
    max_age.is_some_and(|max_age| age.as_secs() > u64::from(max_age))
}

/// How strong every sign-in to `client` has to be, whoever signs in.
pub fn of_client(client: &Client) -> Level {
    let minimum = client.metadata.minimum_acr.as_deref();
    minimum.and_then(Level::parse).unwrap_or(Level::Password)
}

/// How strong the sign-in of this request has to be for its client, whoever signs in.
pub fn demanded(request: &AuthorizationRequest, client: &Client) -> Level {
    let essential = request.claims.acr.as_ref().filter(|acr| acr.essential);
    let values = essential.map_or(&[][..], |acr| &acr.values);
    let wanted = values.iter().filter_map(|value| Level::parse(value)).min();
    of_client(client).max(wanted.unwrap_or(Level::Password))
}

/// What is asked of the sign-in in general and by the request, whose floor is `floor`.
pub fn demand(request: &AuthorizationRequest, floor: Level, signed_in: &SignedIn) -> Demand {
    let has = Level::parse(&signed_in.session.acr).unwrap_or(Level::Password);
    match &request.claims.acr {
        Some(acr) => policy::demand(has, floor, &acr.values, acr.essential),
        None => policy::demand(has, floor, &[], false),
    }
}

/// What a client is told whose demands are not met.
pub const fn unmet(description: &'static str) -> OAuthError {
    OAuthError::new(ErrorCode::UnmetAuthenticationRequirements, description)
}

/// What is next where the sign-in is not as strong as it should be: an essential `acr` is met or the
/// request fails (§5.5.1.1), a voluntary one is met where the person has what it takes (§3.1.2.1).
fn stronger<'a>(situation: &Situation<'a>, signed_in: &'a SignedIn) -> Option<Next<'a>> {
    let unmet = || {
        let description = "the sign-in cannot be as strong as the request demands";
        Some(Next::Refuse(unmet(description)))
    };
    let (goal, must) = match situation.demand {
        Demand::Met => return None,
        Demand::Impossible => return unmet(),
        Demand::Unmet { goal, must } => (goal, must),
    };
    let has = situation.reachable >= goal;
    if !has && !must {
        return None;
    }
    if !has && situation.best_to_set_up < goal {
        return unmet();
    }
    if situation.request.prompt.none {
        return must.then(|| sign_in(true, false));
    }
    // Only whoever has just signed in sets something up.
    if !has && !policy::is_recent(signed_in.session.auth_time, situation.now) {
        return Some(sign_in(false, true));
    }
    Some(Next::StepUp { goal, signed_in })
}

fn consent<'a>(situation: &Situation<'a>, signed_in: &'a SignedIn) -> Next<'a> {
    let prompt = situation.request.prompt;
    let claims = &situation.request.claims.person;
    // Whoever lends their role in Signet itself looks each time at what they lend it to: where its
    // answers go may be another's by now (security K1).
    let allowed = |scope: &ScopeSet| {
        let remembered = situation.remembered;
        let before = remembered.is_some_and(|remembered| is_covered(scope, claims, remembered));
        !scope.operates() && (situation.trusted || before)
    };
    let mut scope = situation.request.scope.clone();
    // A silent request never adds offline_access, not even for a trusted client (security A20).
    let remembered = |scope| situation.remembered.is_some_and(|all| all.contains(scope));
    if prompt.none && !remembered("offline_access") {
        scope = scope.retain(|name| name != "offline_access");
    }
    if situation.consented || (allowed(&scope) && !prompt.consent) {
        return Next::Issue { scope, signed_in };
    }
    if prompt.none {
        let description = "the person has not allowed this yet";
        return Next::Refuse(OAuthError::new(ErrorCode::ConsentRequired, description));
    }
    Next::Consent {
        scope: with_claims(&scope, claims),
        signed_in,
    }
}
