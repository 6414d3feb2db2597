//! `signet explain`.

use super::deployment::Deployment;
use super::output;
use crate::admin::Desk;
use crate::admin::explain::{self, Difference, Explanation};
use anyhow::bail;
use serde_json::{Value, json};

/// Explain a refused request: what came, what is registered, and what would mend it
#[derive(clap::Args)]
pub struct Args {
    /// The reference on the error page, in the X-Request-Id header or in the log
    reference: String,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

impl Args {
    /// Does it.
    pub async fn run(self, deployment: &Deployment) -> anyhow::Result<()> {
        let services = deployment.open().await?;
        let desk = Desk::command_line(&services);
        let found = explain::explain(&desk, &self.reference).await;
        services.store.close().await;
        let Some(found) = found? else {
            bail!(
                "nothing is kept of a refused request {:?}: it takes a second or two, and goes \
                 after a week or when many others came",
                self.reference
            );
        };
        if self.json {
            return output::json(&as_json(&found));
        }
        show(&found)
    }
}

fn show(found: &Explanation) -> anyhow::Result<()> {
    let event = &found.event;
    let path = event.detail.get("path").cloned().unwrap_or_default();
    let client = event.client.as_ref().map(ToString::to_string);
    output::record(&[
        ("At", output::time(event.at)),
        ("From", event.address.clone().unwrap_or_default()),
        ("Path", path),
        ("App", client.unwrap_or_default()),
        ("Error", found.error.clone()),
        ("Said", found.description.clone()),
        ("Detail", found.detail.clone()),
        ("Rule", found.rule.to_owned()),
        ("Section", found.section.to_owned()),
        ("Mend", found.fix.clone()),
    ])?;
    for (title, pairs) in [
        ("Received", &found.received),
        ("Registered", &found.registered),
    ] {
        if !pairs.is_empty() {
            output::line(&format!("\n{title}:"))?;
        }
        for (name, value) in pairs {
            output::record(&[(name.as_str(), value.clone())])?;
        }
    }
    match &found.difference {
        Some(difference) => output::line(&format!("\n{}", pointed(difference))),
        None => Ok(()),
    }
}

/// Both texts under each other, and a mark under the first character that differs.
fn pointed(difference: &Difference) -> String {
    let escaped = crate::logging::escaped;
    let gap = " ".repeat(difference.position);
    format!(
        "received    {}\nregistered  {}\n            {gap}^ character {}",
        escaped(&difference.received),
        escaped(&difference.registered),
        difference.position + 1
    )
}

fn as_json(found: &Explanation) -> Value {
    let object = |pairs: &[(String, String)]| {
        let pairs = pairs.iter();
        pairs
            .map(|(name, value)| json!([name, value]))
            .collect::<Vec<_>>()
    };
    json!({
        "at": output::time(found.event.at),
        "reference": found.event.reference,
        "client_id": found.event.client,
        "address": found.event.address,
        "path": found.event.detail.get("path"),
        "error": found.error,
        "description": found.description,
        "detail": found.detail,
        "received": object(&found.received),
        "registered": object(&found.registered),
        "difference": found.difference.as_ref().map(|difference| json!({
            "position": difference.position,
            "received": difference.received,
            "registered": difference.registered,
        })),
        "rule": found.rule,
        "section": found.section,
        "fix": found.fix,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_difference_is_pointed_at() {
        let text = pointed(&Difference {
            position: 2,
            received: "abX".to_owned(),
            registered: "abc".to_owned(),
        });
        let expected = "received    abX\nregistered  abc\n              ^ character 3";
        assert_eq!(text, expected);
    }
}
