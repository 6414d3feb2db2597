//! Figures of the whole deployment, for dashboards.

use super::{Desk, DeskError, Operation, Target};
use crate::clock::Timestamp;
use crate::flow::figures;
use crate::store::{Figures, Tally};
use std::time::Duration;

/// The longest time that figures are kept for.
pub const KEPT: Duration = Duration::from_hours(7 * 24);

/// How much there is, and how much happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overview {
    /// How much there is, or was a minute ago at most.
    pub now: Tally,
    /// How much happened in each quarter of an hour, the oldest first; whiles without anything are
    /// left out.
    pub past: Vec<Figures>,
}

/// How much there is now, and how much happened within `period` (at most [`KEPT`]), of all nodes.
pub async fn overview(desk: &Desk<'_>, period: Duration) -> Result<Overview, DeskError> {
    desk.may(Operation::ReadSettings, Target::Deployment)?;
    let since: Timestamp = desk.now().minus(period.min(KEPT));
    Ok(Overview {
        now: figures::tally(desk).await?,
        past: figures::since(desk, since).await?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::admin::testing::Deployment;
    use crate::admin::{Actor, Forbidden};
    use crate::metrics::Totals;
    use crate::model::Role;
    use crate::oidc::ClientId;

    const HOUR: Duration = Duration::from_hours(1);

    #[tokio::test]
    async fn what_happens_is_kept_by_the_quarter_and_seen_at_once() {
        let deployment = Deployment::open().await;
        let services = &deployment.services;
        let desk = Desk::command_line(services);
        let counted = |sign_ins, failures| Totals {
            sign_ins,
            failures,
            tokens: 0,
        };
        services.meters.sessions_begun.note();
        services.meters.sign_ins.note("wrong", "password");
        let seen = overview(&desk, HOUR).await.unwrap();
        assert_eq!(seen.past.last().unwrap().counted, counted(1, 1));

        figures::write_down(services).await.unwrap();
        figures::write_down(services).await.unwrap();
        services.meters.sessions_begun.note();
        let seen = overview(&desk, HOUR).await.unwrap();
        assert_eq!(seen.past.last().unwrap().counted, counted(2, 1));

        deployment.clock.advance(HOUR);
        figures::write_down(services).await.unwrap();
        let seen = overview(&desk, HOUR).await.unwrap();
        let all: Vec<_> = seen.past.iter().map(|span| span.counted).collect();
        assert_eq!(all, [counted(1, 1), counted(1, 0)]);
    }

    #[tokio::test]
    async fn figures_are_not_for_everybody() {
        let deployment = Deployment::open().await;
        let actor = Actor::Client {
            id: ClientId::try_from("app").unwrap(),
            roles: vec![Role::HelpDesk],
        };
        let desk = Desk::of(&deployment.services, actor);
        let refused = overview(&desk, HOUR).await.unwrap_err();
        assert!(
            matches!(
                refused,
                DeskError::Forbidden(Forbidden(Operation::ReadSettings))
            ),
            "{refused}"
        );
    }
}
