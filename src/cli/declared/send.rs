//! Declared files on their way to whoever applies them.

use crate::admin::declared::{ApplyError, Source, Surroundings};
use crate::cli::operator::Operator;
use crate::http::api::bodies::{DocumentBody, DocumentsBody, EntryBody};
use anyhow::anyhow;
use serde_json::Value;
use std::path::Path;

/// What applying the file or folder at `path` would change.
pub async fn plan(operator: &Operator, path: &Path) -> anyhow::Result<Vec<EntryBody>> {
    send(operator, path, "/declared/plan").await
}

/// Applies the file or folder at `path`.
pub async fn apply(operator: &Operator, path: &Path) -> anyhow::Result<Vec<EntryBody>> {
    send(operator, path, "/declared/apply").await
}

async fn send(operator: &Operator, path: &Path, to: &str) -> anyhow::Result<Vec<EntryBody>> {
    let sources = Source::read(path).map_err(ApplyError::from)?;
    let documents = sources.into_iter().map(document);
    let documents = documents.collect::<anyhow::Result<_>>()?;
    let mut answer: Value = operator.post(to, &DocumentsBody { documents }).await?;
    let items = answer.get_mut("items").map(Value::take);
    Ok(serde_json::from_value(items.unwrap_or_default())?)
}

/// The file with what it names, which is read here: whoever applies it may be elsewhere.
fn document(source: Source) -> anyhow::Result<DocumentBody> {
    let sent = source.surroundings.to_be_sent(&source.content);
    let sent = sent.map_err(|why| anyhow!("{}: {why}", source.name))?;
    let (files, variables) = match sent {
        Surroundings::Sent { files, variables } => (files, variables),
        Surroundings::Here { .. } => Default::default(),
    };
    Ok(DocumentBody {
        name: Some(source.name.to_string()),
        content: source.content,
        files: Some(files),
        variables: Some(variables),
    })
}
