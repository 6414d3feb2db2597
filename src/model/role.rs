//! What people may do in Signet itself.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// How the role over one group begins in text.
const GROUP: &str = "group_administrator:";

/// What a person, or a client by its scopes, may do in Signet itself. Which operations that is says
/// `crate::admin`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Role {
    /// Owns the deployment; the first account.
    Owner,
    /// Does everything but make or unmake owners.
    Administrator,
    /// Helps people who cannot sign in.
    HelpDesk,
    /// Reads everything, changes nothing.
    Auditor,
    /// Looks after the members of the group of this name.
    GroupAdministrator(String),
}

/// No role.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} is no role: use owner, administrator, help_desk, auditor or group_administrator:GROUP"
)]
pub struct RoleError(String);

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Owner => f.write_str("owner"),
            Self::Administrator => f.write_str("administrator"),
            Self::HelpDesk => f.write_str("help_desk"),
            Self::Auditor => f.write_str("auditor"),
            Self::GroupAdministrator(group) => write!(f, "{GROUP}{group}"),
        }
    }
}

impl FromStr for Role {
    type Err = RoleError;

    fn from_str(text: &str) -> Result<Self, RoleError> {
        match text {
            "owner" => Ok(Self::Owner),
            "administrator" => Ok(Self::Administrator),
            "help_desk" => Ok(Self::HelpDesk),
            "auditor" => Ok(Self::Auditor),
            _ => match text.strip_prefix(GROUP) {
                Some(group) if !group.is_empty() => Ok(Self::GroupAdministrator(group.to_owned())),
                _ => Err(RoleError(text.to_owned())),
            },
        }
    }
}

impl From<Role> for String {
    fn from(role: Role) -> Self {
        role.to_string()
    }
}

impl TryFrom<String> for Role {
    type Error = RoleError;

    fn try_from(text: String) -> Result<Self, RoleError> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_role_is_read_as_it_is_written() {
        let group = Role::GroupAdministrator("staff: all".into());
        for role in [
            Role::Owner,
            Role::Administrator,
            Role::HelpDesk,
            Role::Auditor,
            group,
        ] {
            assert_eq!(role.to_string().parse(), Ok(role));
        }
    }

    #[test]
    fn what_is_no_role_is_refused() {
        for text in [
            "",
            "Owner",
            "admin",
            "group_administrator:",
            "group_administrator",
        ] {
            assert_eq!(
                text.parse::<Role>(),
                Err(RoleError(text.to_owned())),
                "{text:?}"
            );
        }
    }
}
