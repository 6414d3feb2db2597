//! What somebody may do in Signet itself.

use super::{ROLES, SHOW, crumbs, href, meant};
use crate::admin::{Operation, Target, Version, groups, users};
use crate::http::admin::change::Change;
use crate::http::admin::console::{Console, role_name};
use crate::http::admin::described::{Asked, Described, Refusal, Wrong};
use crate::http::admin::trouble::Trouble;
use crate::http::admin::typed::Typed;
use crate::model::{Role, User};
use crate::pages::Link;
use crate::pages::admin::{Field, Input, Line, Part};
use actix_web::HttpResponse;

/// Roles that are not about one group, and the key of what each may do.
const PLAIN: [(Role, &str); 4] = [
    (Role::Owner, "console-may-owner"),
    (Role::Administrator, "console-may-administrator"),
    (Role::HelpDesk, "console-may-help-desk"),
    (Role::Auditor, "console-may-auditor"),
];

/// The field with the groups that somebody looks after.
const GROUPS: &str = "administers";

/// Somebody, for whoever may give roles to them.
pub struct Roles {
    user: User,
}

impl Described for Roles {
    type Wanted = Vec<Role>;

    async fn meant(console: &Console<'_>) -> Result<Self, HttpResponse> {
        let user = meant(console).await?;
        let person = Target::Person(&user);
        console.lets(Operation::GrantRoles, person).await?;
        Ok(Self { user })
    }

    fn opened(&self) -> Typed {
        let mut groups = Vec::new();
        let mut fields = Vec::new();
        for role in &self.user.roles {
            match role {
                Role::GroupAdministrator(group) => groups.push(group.as_str()),
                plain => fields.push((plain.to_string(), "on".to_owned())),
            }
        }
        fields.push((GROUPS.to_owned(), groups.join("\n")));
        Typed::from_pairs(fields.into_iter())
    }

    fn asked(&self, console: &Console<'_>, typed: &Typed, wrong: &Wrong) -> Asked {
        let plain = |(role, may): &(Role, &str)| Field {
            name: role.to_string(),
            label: role_name(&console.words, role),
            hint: Some(console.t(may)),
            value: typed.get(&role.to_string()),
            input: Input::Check,
            ..Field::default()
        };
        let groups = Field {
            hint: Some(console.t("console-may-group-administrator")),
            input: Input::Lines,
            ..console.field(GROUPS, "console-administers", typed, wrong)
        };
        Asked {
            title: console.t("console-roles"),
            hint: Some(console.t("console-roles-hint")),
            action: href(console, ROLES, &self.user),
            parts: vec![Part::open(
                "roles-part",
                self.user.username.display.clone(),
                PLAIN.iter().map(plain).chain([groups]).collect(),
            )],
            back: href(console, SHOW, &self.user),
        }
    }

    async fn planned(
        &self,
        console: &Console<'_>,
        typed: &Typed,
    ) -> Result<(Change, Vec<Role>), Refusal> {
        let wanted = self.wanted(typed);
        for role in &wanted {
            if let Role::GroupAdministrator(group) = role {
                let found = groups::find(&console.desk, group).await;
                found.map_err(|_| no_group(console, group))?;
            }
        }
        let planned = users::plan_roles(&console.desk, self.user.id, None, wanted.clone()).await;
        let (before, after) = planned.map_err(Trouble::from)?;
        let named = |user: &User| {
            let names = user.roles.iter();
            let names = names.map(|role| role_name(&console.words, role));
            names.collect::<Vec<_>>().join("\n")
        };
        let line = Line {
            name: console.t("console-roles"),
            before: named(&before),
            after: named(&after),
        };
        let is_change = line.before != line.after;
        let change = Change {
            title: console.t("console-roles"),
            subject: Some(self.user.username.display.clone()),
            lines: is_change.then_some(line).into_iter().collect(),
            confirm: console.t("console-do"),
            back: href(console, SHOW, &self.user),
            ..Change::default()
        };
        Ok((change, wanted))
    }

    fn crumbs(&self, console: &Console<'_>) -> Vec<Link> {
        crumbs(console, Some(&self.user))
    }

    async fn done(&self, console: &Console<'_>, roles: Vec<Role>) -> Result<HttpResponse, Refusal> {
        let seen = Version::from(&self.user);
        let changed = users::set_roles(&console.desk, self.user.id, Some(&seen), roles).await;
        changed.map_err(Trouble::from)?;
        Ok(console.done(&href(console, SHOW, &self.user), "console-done-roles"))
    }
}

impl Roles {
    /// Those that stay, then those that come.
    fn wanted(&self, typed: &Typed) -> Vec<Role> {
        let plain = PLAIN.iter().map(|(role, _)| role);
        let ticked = plain.filter(|role| typed.is_on(&role.to_string())).cloned();
        let groups = typed.lines(GROUPS).into_iter();
        let all: Vec<_> = ticked.chain(groups.map(Role::GroupAdministrator)).collect();
        let has = &self.user.roles;
        let stay = has.iter().filter(|role| all.contains(role)).cloned();
        let come = all.iter().filter(|role| !has.contains(role)).cloned();
        stay.chain(come).collect()
    }
}

fn no_group(console: &Console<'_>, name: &str) -> Refusal {
    let name = [("name", name.into())];
    let why = console.words.with("console-no-such-group", &name);
    Refusal::Wrong(vec![(GROUPS.to_owned(), why)])
}
