//! Which role may do what. What stands here nowhere is forbidden.

use crate::model::{Role, User};

/// What an operator does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operation {
    /// Look at people, their groups, sessions, consents and factors.
    ReadUsers,
    /// Add, change, import, invite and remove people.
    EditUsers,
    /// Help somebody who cannot sign in: reset password and factors, unlock, end sessions.
    HelpUsers,
    /// End the sessions of everybody at once.
    SignOutEverybody,
    /// Give roles and take them.
    GrantRoles,
    /// Look at groups.
    ReadGroups,
    /// Make, change and remove groups, and say who is in them.
    EditGroups,
    /// Look at apps, recipes, SCIM tokens and what apps may see, and try sign-ins out.
    ReadClients,
    /// Connect, change and remove apps, make and remove SCIM tokens.
    EditClients,
    /// Look at signing keys.
    ReadKeys,
    /// Rotate signing keys.
    RotateKeys,
    /// Look at events, traces of sign-ins and explained errors.
    ReadEvents,
    /// Look at deliveries: logout tokens, letters, webhooks.
    ReadDeliveries,
    /// Say where events are sent.
    EditWebhooks,
    /// Look at settings, health and figures.
    ReadSettings,
    /// Declare configuration, see what that changes, and export it.
    Declare,
}

impl Operation {
    /// All of them.
    pub const ALL: [Self; 16] = [
        Self::ReadUsers,
        Self::EditUsers,
        Self::HelpUsers,
        Self::SignOutEverybody,
        Self::GrantRoles,
        Self::ReadGroups,
        Self::EditGroups,
        Self::ReadClients,
        Self::EditClients,
        Self::ReadKeys,
        Self::RotateKeys,
        Self::ReadEvents,
        Self::ReadDeliveries,
        Self::EditWebhooks,
        Self::ReadSettings,
        Self::Declare,
    ];

    /// Its name in the record of events.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ReadUsers => "read_users",
            Self::EditUsers => "edit_users",
            Self::HelpUsers => "help_users",
            Self::SignOutEverybody => "sign_out_everybody",
            Self::GrantRoles => "grant_roles",
            Self::ReadGroups => "read_groups",
            Self::EditGroups => "edit_groups",
            Self::ReadClients => "read_clients",
            Self::EditClients => "edit_clients",
            Self::ReadKeys => "read_keys",
            Self::RotateKeys => "rotate_keys",
            Self::ReadEvents => "read_events",
            Self::ReadDeliveries => "read_deliveries",
            Self::EditWebhooks => "edit_webhooks",
            Self::ReadSettings => "read_settings",
            Self::Declare => "declare",
        }
    }

    const fn only_reads(self) -> bool {
        matches!(
            self,
            Self::ReadUsers
                | Self::ReadGroups
                | Self::ReadClients
                | Self::ReadKeys
                | Self::ReadEvents
                | Self::ReadDeliveries
                | Self::ReadSettings
        )
    }
}

/// How far a role reaches with an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Not at all.
    Nothing,
    /// To the members of this group who have no role themselves.
    Group(String),
    /// To everybody without a role.
    Plain,
    /// To everybody but owners.
    AllButOwners,
    /// To everything.
    Everything,
}

/// What an operation is done to.
#[derive(Clone, Copy, Debug)]
pub enum Target<'a> {
    /// Something that is no person's, or people at large, such as a list of everybody.
    Deployment,
    /// The people of one group.
    Group(&'a str),
    /// One person.
    Person(&'a User),
}

/// How far `role` reaches with `operation`.
pub fn reach(role: &Role, operation: Operation) -> Reach {
    match role {
        Role::Owner => Reach::Everything,
        Role::Administrator | Role::Auditor if operation.only_reads() => Reach::Everything,
        // Owners are among everybody.
        Role::Administrator if operation == Operation::SignOutEverybody => Reach::Nothing,
        Role::Administrator => Reach::AllButOwners,
        Role::Auditor => Reach::Nothing,
        Role::HelpDesk => match operation {
            Operation::ReadUsers | Operation::ReadGroups => Reach::Everything,
            Operation::HelpUsers => Reach::Plain,
            _ => Reach::Nothing,
        },
        Role::GroupAdministrator(group) => match operation {
            Operation::ReadUsers
            | Operation::EditUsers
            | Operation::HelpUsers
            | Operation::ReadGroups
            | Operation::EditGroups => Reach::Group(group.clone()),
            _ => Reach::Nothing,
        },
    }
}

impl Reach {
    /// Whether it goes as far as `target`.
    pub fn includes(&self, target: Target<'_>) -> bool {
        match (self, target) {
            (Self::Nothing, _) | (Self::Group(_), Target::Deployment) => false,
            (Self::AllButOwners, Target::Person(user)) => !user.roles.contains(&Role::Owner),
            (Self::Plain, Target::Person(user)) => user.roles.is_empty(),
            (Self::Everything | Self::AllButOwners | Self::Plain, _) => true,
            (Self::Group(group), Target::Person(user)) => {
                user.roles.is_empty() && user.groups.contains(group)
            }
            (Self::Group(group), Target::Group(other)) => group == other,
        }
    }
}
