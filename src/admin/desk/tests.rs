//! Every operation against every role: who may do what, to whom.

use super::*;
use crate::admin::testing::Deployment;
use crate::clock::Timestamp;
use crate::model::{User, Username};
use crate::oidc::StandardClaims;
use uuid::Uuid;

/// What changes nothing.
const READS: [Operation; 7] = [
    Operation::ReadUsers,
    Operation::ReadGroups,
    Operation::ReadClients,
    Operation::ReadKeys,
    Operation::ReadEvents,
    Operation::ReadDeliveries,
    Operation::ReadSettings,
];

fn user(groups: &[&str], roles: &[Role]) -> User {
    User {
        id: UserId(Uuid::from_u128(1)),
        subject: None,
        username: Username {
            display: "ada".into(),
            key: "ada".into(),
        },
        email_key: None,
        claims: StandardClaims::default(),
        groups: groups.iter().map(ToString::to_string).collect(),
        roles: roles.to_vec(),
        disabled_at: None,
        created_at: Timestamp(0),
        updated_at: Timestamp(0),
    }
}

/// What a role may do, and to which targets as [`letters`] writes them.
type Row<'a> = &'a [(Operation, &'a str)];

/// One letter for each target: the deployment, the group, a member, a stranger, a fellow help desk
/// worker in the group, an owner.
fn letters(desk: &Desk<'_>, operation: Operation) -> String {
    let people = [
        user(&["staff"], &[]),
        user(&["others"], &[]),
        user(&["staff"], &[Role::HelpDesk]),
        user(&["staff"], &[Role::Owner]),
    ];
    let mut targets = vec![("d", Target::Deployment), ("g", Target::Group("staff"))];
    targets.extend(
        ["m", "s", "h", "o"]
            .into_iter()
            .zip(people.iter().map(Target::Person)),
    );
    let allowed = targets
        .iter()
        .filter(|(_, target)| desk.may(operation, *target).is_ok());
    allowed.map(|(letter, _)| *letter).collect()
}

#[actix_web::test]
async fn every_role_does_what_the_table_says_and_nothing_else() {
    use Operation as O;
    let deployment = Deployment::open().await;
    let services = &deployment.services;
    let all = "dgmsho";
    let but_owners = "dgmsh";
    let table: &[(Option<Role>, Row<'_>)] = &[
        (None, &[]),
        (Some(Role::Owner), &O::ALL.map(|operation| (operation, all))),
        (
            Some(Role::Administrator),
            &O::ALL.map(|one| {
                let reach = match one {
                    O::SignOutEverybody => "",
                    one if READS.contains(&one) => all,
                    _ => but_owners,
                };
                (one, reach)
            }),
        ),
        (
            Some(Role::Auditor),
            &O::ALL.map(|one| (one, if READS.contains(&one) { all } else { "" })),
        ),
        (
            Some(Role::HelpDesk),
            &[
                (O::ReadUsers, all),
                (O::ReadGroups, all),
                (O::HelpUsers, "dgms"),
            ],
        ),
        (
            Some(Role::GroupAdministrator("staff".into())),
            &[
                (O::ReadUsers, "gm"),
                (O::EditUsers, "gm"),
                (O::HelpUsers, "gm"),
                (O::ReadGroups, "gm"),
                (O::EditGroups, "gm"),
            ],
        ),
    ];
    for (role, rows) in table {
        let actor = Actor::Person {
            id: UserId(Uuid::from_u128(2)),
            name: "eve".into(),
            roles: role.iter().cloned().collect(),
        };
        let desk = Desk::of(services, actor);
        for operation in O::ALL {
            let row = rows.iter().find(|(of, _)| *of == operation);
            let expected = row.map_or("", |(_, letters)| letters);
            assert_eq!(
                letters(&desk, operation),
                expected,
                "{role:?} {operation:?}"
            );
        }
    }
}

#[actix_web::test]
async fn who_has_the_machine_may_do_everything() {
    let deployment = Deployment::open().await;
    for actor in [Actor::CommandLine, Actor::System] {
        let desk = Desk::of(&deployment.services, actor);
        for operation in Operation::ALL {
            assert_eq!(letters(&desk, operation), "dgmsho");
        }
    }
}

#[actix_web::test]
async fn who_has_a_wider_role_is_not_confined_to_a_group() {
    let deployment = Deployment::open().await;
    let desk = |roles| {
        let id = UserId(Uuid::from_u128(2));
        let name = "eve".to_owned();
        Desk::of(&deployment.services, Actor::Person { id, name, roles })
    };
    let staff = Role::GroupAdministrator("staff".into());
    let alone = desk(vec![staff.clone()]);
    assert_eq!(alone.confined_to(Operation::ReadUsers), Some("staff"));
    let auditor = desk(vec![staff, Role::Auditor]);
    assert_eq!(auditor.confined_to(Operation::ReadUsers), None);
    assert_eq!(auditor.confined_to(Operation::EditUsers), Some("staff"));
}

/// What the documentation calls an operation.
const fn documented(operation: Operation) -> &'static str {
    match operation {
        Operation::ReadUsers => "look at people",
        Operation::EditUsers => "add, change, invite and remove people",
        Operation::HelpUsers => "reset passwords and factors, unlock, end sessions",
        Operation::SignOutEverybody => "end everybody's sessions at once",
        Operation::GrantRoles => "give and take roles",
        Operation::ReadGroups => "look at groups",
        Operation::EditGroups => "make, change and remove groups",
        Operation::ReadClients => "look at apps and recipes",
        Operation::EditClients => "connect, change and remove apps",
        Operation::ReadKeys => "look at signing keys",
        Operation::RotateKeys => "rotate signing keys",
        Operation::ReadEvents => "look at events, traces and explained errors",
        Operation::ReadDeliveries => "look at deliveries",
        Operation::EditWebhooks => "say where events are sent",
        Operation::ReadSettings => "look at settings, health and figures",
        Operation::Declare => "plan, apply and export declared files",
    }
}

#[test]
fn the_documentation_says_who_may_do_what() {
    let document = include_str!("../../../docs/roles.md");
    let roles = [
        Role::Owner,
        Role::Administrator,
        Role::HelpDesk,
        Role::Auditor,
        Role::GroupAdministrator("staff".to_owned()),
    ];
    for operation in Operation::ALL {
        let cells = roles.iter().map(|role| match reach(role, operation) {
            Reach::Nothing => " ",
            Reach::Group(_) => " its members ",
            Reach::Plain => " people without a role ",
            Reach::AllButOwners => " all but owners ",
            Reach::Everything => " all ",
        });
        let cells: Vec<_> = cells.collect();
        let line = format!("| {} |{}|", documented(operation), cells.join("|"));
        assert!(document.contains(&line), "{line}");
    }
}
