//! A recipe: how one app is connected, as data.

use super::fill::{Values, fill, places};
use crate::admin::clients::validate;
use crate::oidc::ClientMetadata;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use url::Url;

/// Places that every recipe may have, beside its own parameters.
const GIVEN: [&str; 15] = [
    "url",
    "host",
    "hostname",
    "issuer",
    "issuer_host",
    "discovery",
    "authorization_endpoint",
    "token_endpoint",
    "userinfo_endpoint",
    "jwks_uri",
    "end_session_endpoint",
    "introspection_endpoint",
    "client_id",
    "client_secret",
    "provider",
];

/// What is wrong with a recipe, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub struct RecipeError {
    /// Its file.
    pub file: String,
    /// The line, from 1, if it could be told.
    pub line: Option<usize>,
    /// What is wrong.
    pub problem: String,
}

impl fmt::Display for RecipeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ", line {line}")?;
        }
        write!(f, ": {}", self.problem)
    }
}

/// Something that an operator says of their app.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    /// What it is.
    pub about: String,
    /// What it is where nobody says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub default: Option<String>,
}

/// Settings of the app, to be pasted into one place of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    /// The file, or the page of the app.
    pub place: String,
    /// What the text is written in, such as `ini`; `fields` for names and values on a page.
    pub format: String,
    /// What to paste.
    pub text: String,
}

/// How one app is connected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Recipe {
    /// Its name among the recipes, and the usual `client_id`.
    pub id: String,
    /// The name of the app.
    pub name: String,
    /// What the app is, in a few words.
    pub about: String,
    /// Where the app documents this.
    pub docs: String,
    /// What the operator should know.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// Claims without which nobody gets into the app.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub needs: Vec<String>,
    /// What the operator may say.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub parameters: BTreeMap<String, Parameter>,
    /// What is registered, with places.
    pub client: Map<String, Value>,
    /// What the app is told, with places.
    pub settings: Vec<Settings>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wire {
    name: String,
    about: String,
    docs: String,
    #[serde(default)]
    notes: Vec<String>,
    #[serde(default)]
    needs: Vec<String>,
    #[serde(default)]
    parameters: BTreeMap<String, Parameter>,
    client: Map<String, Value>,
    settings: Vec<Settings>,
}

impl Recipe {
    /// Reads the recipe `id` from the text of `file`, and makes sure that it can be followed.
    pub fn parse(id: &str, file: &str, text: &str) -> Result<Self, RecipeError> {
        let source = Source { file, text };
        let wire: Wire = toml::from_str(text).map_err(|error| {
            let line = error.span().map(|span| source.line_at(span.start));
            source.error(line, error.message().trim().to_owned())
        })?;
        let recipe = Self {
            id: id.to_owned(),
            name: wire.name,
            about: wire.about,
            docs: wire.docs,
            notes: wire.notes,
            needs: wire.needs,
            parameters: wire.parameters,
            client: wire.client,
            settings: wire.settings,
        };
        recipe.check(&source)?;
        Ok(recipe)
    }

    fn check(&self, source: &Source<'_>) -> Result<(), RecipeError> {
        if !self.docs.starts_with("https://") || Url::parse(&self.docs).is_err() {
            return Err(source.at("docs", "docs is no https address".to_owned()));
        }
        if self.settings.is_empty() {
            return Err(source.error(None, "it has no settings for the app".to_owned()));
        }
        if let Some(name) = self
            .parameters
            .keys()
            .find(|name| GIVEN.contains(&name.as_str()))
        {
            let problem = format!("the parameter {name} is given always: choose another name");
            return Err(source.at(name, problem));
        }
        let known = |name: &str| GIVEN.contains(&name) || self.parameters.contains_key(name);
        if let Some(name) = self.places().into_iter().find(|name| !known(name)) {
            let problem = format!("{{{{{name}}}}} stands for nothing: name it in [parameters]");
            return Err(source.at(&format!("{{{{{name}}}}}"), problem));
        }
        let metadata = self.metadata(&self.sample()).map_err(|(member, problem)| {
            source.at(&member, format!("client: {member}: {problem}"))
        })?;
        if let Some(error) = validate(&metadata).err().unwrap_or_default().first() {
            return Err(source.at(&error.member(), format!("client: {error}")));
        }
        let secret = self.places().contains("client_secret");
        if secret != metadata.token_endpoint_auth_method.has_secret() {
            let problem = "{{client_secret}} goes with clients that have one, and only with them";
            return Err(source.at("{{client_secret}}", problem.to_owned()));
        }
        Ok(())
    }

    /// Whether the address of the app has to be known.
    pub fn needs_url(&self) -> bool {
        let places = self.places();
        ["url", "host", "hostname"]
            .iter()
            .any(|name| places.contains(name))
    }

    /// What is registered, with the places filled.
    ///
    /// # Errors
    /// The member that cannot be, and why.
    pub(super) fn metadata(&self, values: &Values) -> Result<ClientMetadata, (String, String)> {
        let mut client = self.client.clone();
        for (name, value) in &mut client {
            fill_value(value, values);
            let alone = Map::from_iter([(name.clone(), value.clone())]);
            if let Err(error) = serde_json::from_value::<ClientMetadata>(alone.into()) {
                let problem = error.to_string();
                let problem = problem
                    .split(", expected one of")
                    .next()
                    .unwrap_or_default();
                return Err((name.clone(), problem.to_owned()));
            }
        }
        let read = serde_json::from_value(client.into());
        read.map_err(|error| ("client".to_owned(), error.to_string()))
    }

    /// What the app is told, with the places filled.
    pub(super) fn filled_settings(&self, values: &Values) -> Vec<Settings> {
        let filled = self.settings.iter().map(|settings| Settings {
            place: fill(&settings.place, values),
            format: settings.format.clone(),
            text: fill(&settings.text, values),
        });
        filled.collect()
    }

    /// What the operator should know, with the places filled.
    pub(super) fn filled_notes(&self, values: &Values) -> Vec<String> {
        self.notes.iter().map(|note| fill(note, values)).collect()
    }

    fn places(&self) -> BTreeSet<&str> {
        let mut texts: Vec<&str> = self.notes.iter().map(String::as_str).collect();
        for settings in &self.settings {
            texts.extend([settings.place.as_str(), &settings.text]);
        }
        for value in self.client.values() {
            collect(value, &mut texts);
        }
        texts.into_iter().flat_map(places).collect()
    }

    /// Values as they might be.
    fn sample(&self) -> Values {
        let given = GIVEN.map(|name| match name {
            "url" => (name.to_owned(), "https://app.example".to_owned()),
            _ => (name.to_owned(), format!("a-{name}")),
        });
        let own = self.parameters.iter().map(|(name, parameter)| {
            let default = parameter.default.clone();
            (name.clone(), default.unwrap_or_else(|| format!("a-{name}")))
        });
        given.into_iter().chain(own).collect()
    }
}

fn fill_value(value: &mut Value, values: &Values) {
    match value {
        Value::String(text) => *text = fill(text, values),
        Value::Array(items) => items.iter_mut().for_each(|item| fill_value(item, values)),
        Value::Object(members) => members
            .values_mut()
            .for_each(|member| fill_value(member, values)),
        _ => {}
    }
}

fn collect<'a>(value: &'a Value, texts: &mut Vec<&'a str>) {
    match value {
        Value::String(text) => texts.push(text),
        Value::Array(items) => items.iter().for_each(|item| collect(item, texts)),
        Value::Object(members) => members.values().for_each(|member| collect(member, texts)),
        _ => {}
    }
}

/// Where a recipe stands.
struct Source<'a> {
    file: &'a str,
    text: &'a str,
}

impl Source<'_> {
    fn error(&self, line: Option<usize>, problem: String) -> RecipeError {
        RecipeError {
            file: self.file.to_owned(),
            line,
            problem,
        }
    }

    /// An error at the first line that has `word`.
    fn at(&self, word: &str, problem: String) -> RecipeError {
        let line = self.text.find(word).map(|at| self.line_at(at));
        self.error(line, problem)
    }

    fn line_at(&self, offset: usize) -> usize {
        let before = self.text.get(..offset).unwrap_or_default();
        before.matches('\n').count() + 1
    }
}
