//! Which factors a sign-in needs and what they amount to: pure.

use super::passkey;
use crate::clock::Timestamp;
use crate::config::{Config, SecondFactor, SecondFactors};
use crate::model::{Credential, CredentialKind};
use std::time::Duration;

/// How long a sign-in is good for changing what one signs in with (security G6).
const RECENT: Duration = Duration::from_mins(5);

/// Whether a sign-in at `auth_time` is good for changing what one signs in with.
pub fn is_recent(auth_time: Timestamp, now: Timestamp) -> bool {
    now.since(auth_time) <= RECENT
}

/// How strong a sign-in is, weakest first (`acr`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// A password.
    Password,
    /// Factors of two kinds.
    Mfa,
    /// Something that a forged page cannot pass on: a passkey that made sure of its person.
    Phr,
}

impl Level {
    /// All of them, weakest first.
    pub const ALL: [Self; 3] = [Self::Password, Self::Mfa, Self::Phr];

    /// The `acr` value.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Password => "urn:signet:acr:password",
            Self::Mfa => "urn:signet:acr:mfa",
            Self::Phr => "urn:signet:acr:phr",
        }
    }

    /// Reads an `acr` value.
    pub fn parse(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.as_str() == text)
    }

    /// What proofs by these methods amount to (`amr`, RFC 8176).
    pub fn of(amr: &[String]) -> Self {
        let has = |names: &[&str]| amr.iter().any(|name| names.contains(&name.as_str()));
        let key = has(&["hwk", "swk"]);
        let possession = key || has(&["otp"]);
        let person = has(&["pwd", "user", "pin"]);
        match (key && has(&["user"]), possession && person) {
            (true, _) => Self::Phr,
            (false, true) => Self::Mfa,
            (false, false) => Self::Password,
        }
    }

    /// The levels that a sign-in can reach here.
    pub fn served(config: &Config) -> impl Iterator<Item = Self> {
        let best = best_to_set_up(config);
        Self::ALL.into_iter().filter(move |level| *level <= best)
    }
}

/// `amr` of all proofs together, with `mfa` where they are of more than one kind.
pub fn together(before: &[String], added: &[&str]) -> Vec<String> {
    let mut amr: Vec<String> = before.to_vec();
    for name in added {
        if !amr.iter().any(|known| known == name) {
            amr.push((*name).to_owned());
        }
    }
    let many = "mfa".to_owned();
    if Level::of(&amr) > Level::Password && !amr.contains(&many) {
        amr.push(many);
    }
    amr
}

/// The best level that what a person has leads to.
pub fn reachable(credentials: &[Credential]) -> Level {
    let levels = credentials.iter().map(|credential| match credential.kind {
        CredentialKind::Passkey if passkey::makes_sure(credential) => Level::Phr,
        CredentialKind::Passkey | CredentialKind::Totp => Level::Mfa,
        CredentialKind::RecoveryCode => Level::Password,
    });
    levels.max().unwrap_or(Level::Password)
}

/// The best level that somebody can come to by setting something up.
pub const fn best_to_set_up(config: &Config) -> Level {
    match config.second_factors.mode {
        _ if config.passkeys.is_on() => Level::Phr,
        SecondFactor::Off => Level::Password,
        SecondFactor::Optional | SecondFactor::Required | SecondFactor::Passkey => Level::Mfa,
    }
}

/// How strong every sign-in of somebody in `groups` has to be, whatever it is for.
pub fn demanded(settings: &SecondFactors, groups: &[String]) -> Level {
    let is_in_any = |demanding: &[String]| groups.iter().any(|group| demanding.contains(group));
    match settings.mode {
        SecondFactor::Off => Level::Password,
        SecondFactor::Passkey => Level::Phr,
        _ if is_in_any(&settings.passkey_groups) => Level::Phr,
        SecondFactor::Required => Level::Mfa,
        SecondFactor::Optional if is_in_any(&settings.groups) => Level::Mfa,
        SecondFactor::Optional => Level::Password,
    }
}

/// What is asked of a sign-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Demand {
    /// It is strong enough.
    Met,
    /// It is to be this strong. `must`: or there is no answer; otherwise only where the person has
    /// what it takes.
    Unmet {
        /// How strong.
        goal: Level,
        /// Whether it is essential.
        must: bool,
    },
    /// No sign-in here can be what is essential.
    Impossible,
}

/// What a request asks of a sign-in that is `has` strong. `floor` is what it must have whatever the
/// request says; `asked` are the `acr` values of the request, of which one is to be met
/// (OpenID Connect Core §3.1.2.1, §5.5.1.1).
pub fn demand(has: Level, floor: Level, asked: &[String], essential: bool) -> Demand {
    let levels = asked.iter().filter_map(|value| Level::parse(value));
    let wanted = levels.min();
    if essential && !asked.is_empty() && wanted.is_none() {
        return Demand::Impossible;
    }
    let wanted = wanted.unwrap_or(floor);
    let goal = wanted.max(floor);
    if has >= goal {
        return Demand::Met;
    }
    if floor > has && goal > floor && !essential {
        return Demand::Unmet {
            goal: floor,
            must: true,
        };
    }
    Demand::Unmet {
        goal,
        must: essential || floor > has,
    }
}

/// The `acr` that an answer names: of what was asked for the strongest that was reached, for
/// whatever is stronger is that as well; otherwise all that was reached.
pub fn shown(has: Level, asked: &[String]) -> Level {
    let levels = asked.iter().filter_map(|value| Level::parse(value));
    levels.filter(|level| *level <= has).max().unwrap_or(has)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strings(names: &[&str]) -> Vec<String> {
        names.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn security_g7_a_level_is_what_was_proved() {
        for (amr, level) in [
            (&[][..], Level::Password),
            (&["pwd"], Level::Password),
            (&["otp"], Level::Password),
            (&["pwd", "otp"], Level::Mfa),
            (&["pwd", "otp", "mfa"], Level::Mfa),
            (&["pwd", "mfa"], Level::Password),
            (&["pwd", "hwk"], Level::Mfa),
            (&["hwk"], Level::Password),
            (&["swk", "user"], Level::Phr),
            (&["pwd", "hwk", "user"], Level::Phr),
            (&["otp", "user"], Level::Mfa),
        ] {
            assert_eq!(Level::of(&strings(amr)), level, "{amr:?}");
        }
        assert!(Level::Phr > Level::Mfa && Level::Mfa > Level::Password);
        for level in Level::ALL {
            assert_eq!(Level::parse(level.as_str()), Some(level));
        }
    }

    fn made(kind: CredentialKind, data: serde_json::Value) -> Credential {
        use crate::model::{CredentialId, CredentialSecret, UserId};
        Credential {
            id: CredentialId(uuid::Uuid::nil()),
            user_id: UserId(uuid::Uuid::nil()),
            kind,
            name: String::new(),
            secret: CredentialSecret(Vec::new()),
            data,
            counter: 0,
            created_at: Timestamp(0),
            last_used_at: None,
        }
    }

    #[test]
    fn a_key_that_made_sure_of_nobody_is_a_second_factor_and_no_more() {
        let (key, code) = (CredentialKind::Passkey, CredentialKind::RecoveryCode);
        let made_sure = |yes: bool| made(key, serde_json::json!({ "user_verified": yes }));
        assert_eq!(reachable(&[made_sure(true)]), Level::Phr);
        assert_eq!(reachable(&[made_sure(false)]), Level::Mfa);
        assert_eq!(reachable(&[made_sure(false), made_sure(true)]), Level::Phr);
        let null = serde_json::Value::Null;
        assert_eq!(reachable(&[made(key, null.clone())]), Level::Mfa);
        assert_eq!(reachable(&[made(code, null)]), Level::Password);
    }

    #[test]
    fn deployments_and_groups_demand_a_level_and_the_highest_holds() {
        let settings = |mode| SecondFactors {
            mode,
            groups: strings(&["staff"]),
            passkey_groups: strings(&["admins"]),
            ..SecondFactors::default()
        };
        let people = [&["x"][..], &["staff"], &["staff", "admins"]];
        let of = |mode| people.map(|groups| demanded(&settings(mode), &strings(groups)));
        let (password, mfa, phr) = (Level::Password, Level::Mfa, Level::Phr);
        assert_eq!(of(SecondFactor::Off), [password; 3]);
        assert_eq!(of(SecondFactor::Optional), [password, mfa, phr]);
        assert_eq!(of(SecondFactor::Required), [mfa, mfa, phr]);
        assert_eq!(of(SecondFactor::Passkey), [phr; 3]);
    }

    #[test]
    fn methods_are_named_once_and_together_they_are_many() {
        let password = together(&[], &["pwd"]);
        assert_eq!(password, ["pwd"]);
        let both = together(&password, &["otp"]);
        assert_eq!(both, ["pwd", "otp", "mfa"]);
        assert_eq!(together(&both, &["otp"]), both);
        assert_eq!(together(&[], &["hwk", "user"]), ["hwk", "user", "mfa"]);
    }

    #[test]
    fn protocol_55_what_is_asked_is_met_asked_for_or_refused() {
        use Demand::{Impossible, Met, Unmet};
        let (password, mfa, phr) = (Level::Password, Level::Mfa, Level::Phr);
        let unmet = |goal, must| Unmet { goal, must };
        let (m, p) = (mfa.as_str(), phr.as_str());
        for (has, floor, asked, essential, expected) in [
            (password, password, &[][..], false, Met),
            (password, password, &["gold"], false, Met),
            (password, password, &["gold"], true, Impossible),
            (password, password, &[m], false, unmet(mfa, false)),
            (password, password, &[m], true, unmet(mfa, true)),
            // Whatever is stronger is good as well, and the easiest of several is asked for.
            (phr, password, &[m], true, Met),
            (password, password, &[p, "gold", m], true, unmet(mfa, true)),
            (password, mfa, &[], false, unmet(mfa, true)),
            (mfa, mfa, &[], false, Met),
            (
                password,
                mfa,
                &[Level::Password.as_str()],
                false,
                unmet(mfa, true),
            ),
            // What must be comes before what is only wished.
            (password, mfa, &[p], false, unmet(mfa, true)),
            (password, mfa, &[p], true, unmet(phr, true)),
            (mfa, mfa, &[p], false, unmet(phr, false)),
        ] {
            let found = demand(has, floor, &strings(asked), essential);
            assert_eq!(found, expected, "{has:?} {floor:?} {asked:?} {essential}");
        }
    }

    #[test]
    fn answers_name_what_was_asked_for_where_it_was_reached() {
        let asked = strings(&[Level::Mfa.as_str(), "gold"]);
        assert_eq!(shown(Level::Phr, &asked), Level::Mfa);
        assert_eq!(shown(Level::Password, &asked), Level::Password);
        assert_eq!(shown(Level::Phr, &[]), Level::Phr);
    }
}
