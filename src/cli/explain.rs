//! `signet explain`.

use super::operator::Operator;
use super::output;
use crate::http::api::bodies::{DifferenceBody, ExplanationBody, NamedBody};
use crate::http::api::escaped;

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
    pub async fn run(self, operator: &Operator) -> anyhow::Result<()> {
        let path = format!("/refusals/{}", escaped(self.reference.trim()));
        let found: ExplanationBody = operator.get(&path).await?;
        if self.json {
            return output::json(&found);
        }
        show(found)
    }
}

fn show(found: ExplanationBody) -> anyhow::Result<()> {
    output::record(&[
        ("At", found.at),
        ("From", found.address.unwrap_or_default()),
        ("Path", found.path.unwrap_or_default()),
        ("App", found.client_id.unwrap_or_default()),
        ("Person", found.user_id.unwrap_or_default()),
        ("Error", found.error),
        ("Said", found.description),
        ("Detail", found.detail),
        ("Rule", found.rule),
        ("Section", found.section),
        ("Mend", found.fix),
    ])?;
    for (title, pairs) in [
        ("Received", found.received),
        ("Registered", found.registered),
    ] {
        if !pairs.is_empty() {
            output::line(&format!("\n{title}:"))?;
        }
        for NamedBody { name, value } in pairs {
            output::record(&[(name.as_str(), value)])?;
        }
    }
    match &found.difference {
        Some(difference) => output::line(&format!("\n{}", pointed(difference))),
        None => Ok(()),
    }
}

/// Both texts under each other, and a mark under the first character that differs.
fn pointed(difference: &DifferenceBody) -> String {
    let escaped = crate::logging::escaped;
    let gap = " ".repeat(usize::try_from(difference.position).unwrap_or_default());
    format!(
        "received    {}\nregistered  {}\n            {gap}^ character {}",
        escaped(&difference.received),
        escaped(&difference.registered),
        difference.position + 1
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_difference_is_pointed_at() {
        let text = pointed(&DifferenceBody {
            position: 2,
            received: "abX".to_owned(),
            registered: "abc".to_owned(),
        });
        let expected = "received    abX\nregistered  abc\n              ^ character 3";
        assert_eq!(text, expected);
    }
}
