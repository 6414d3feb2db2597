//! Keeps a deployment as the files say that it is served with, or tells that it is not.
//!
//! Each node looks at the files that it was started with. What it changes is one write upon what
//! was seen: of several nodes one makes it, and the others find nothing to do.

use crate::admin::declared::{Drift, Report, Stamp, apply_unattended, drift};
use crate::admin::{Actor, Desk};
use crate::config::Declaring;
use crate::flow::Services;
use std::time::Duration;
use tokio::time::{MissedTickBehavior, interval};

/// How soon a changed file is noticed.
const FILES: Duration = Duration::from_secs(2);
/// How often it is looked for what was changed beside the files.
const DRIFT: Duration = Duration::from_mins(1);

/// Makes everything so before the first request.
///
/// # Errors
/// Whatever keeps the files from being applied: it is as with a wrong setting.
pub async fn at_start(services: &Services) -> anyhow::Result<()> {
    if let Some(declared) = &services.config.declared {
        note(&apply_unattended(&desk(services), &declared.path).await?);
    }
    Ok(())
}

/// Runs until the future is dropped; ends at once where nothing is declared.
pub async fn run(services: &Services) {
    let Some(declared) = &services.config.declared else {
        return;
    };
    let mut stamp = Stamp::of(&declared.path);
    let mut told = Vec::new();
    let mut files = interval(FILES);
    let mut others = interval(DRIFT);
    files.set_missed_tick_behavior(MissedTickBehavior::Skip);
    others.set_missed_tick_behavior(MissedTickBehavior::Skip);
    loop {
        tokio::select! {
            _ = files.tick() => {
                let now = Stamp::of(&declared.path);
                if now != stamp {
                    stamp = now;
                    apply(services, declared).await;
                }
            }
            _ = others.tick() => look(services, declared, &mut told).await,
        }
    }
}

const fn desk(services: &Services) -> Desk<'_> {
    Desk::of(services, Actor::System)
}

async fn apply(services: &Services, declared: &Declaring) {
    match apply_unattended(&desk(services), &declared.path).await {
        Ok(report) => note(&report),
        Err(error) => tracing::error!(%error, "the declared configuration is not applied"),
    }
}

fn note(report: &Report) {
    for entry in report.changed() {
        let outcome = entry.outcome.as_str();
        tracing::info!(event = "declared_applied", entry = entry.name, outcome);
    }
}

/// Tells what is not as declared, once, and makes it so if that is wanted.
async fn look(services: &Services, declared: &Declaring, told: &mut Vec<String>) {
    let Ok(Some(Drift { found, .. })) = drift(&desk(services)).await else {
        return;
    };
    let found: Vec<String> = match found {
        Ok(report) => report.changed().map(|entry| entry.name.clone()).collect(),
        Err(error) => vec![error.to_string()],
    };
    if found != *told {
        for entry in &found {
            tracing::warn!(event = "drift", entry, "not as declared");
        }
        told.clone_from(&found);
    }
    if declared.enforced && !found.is_empty() {
        apply(services, declared).await;
    }
}
