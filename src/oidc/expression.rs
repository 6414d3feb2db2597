//! Expressions in CEL, the Common Expression Language, over what is known of a person.
//!
//! Bounded: a text has a greatest length and depth, the functions are a fixed list without any that
//! waits or searches by patterns, there are no loops but over lists, and before each evaluation
//! [`cost`] works out from the sizes at hand the most that it can take.

mod cost;

use cel::objects::{Key, Value as CelValue};
use cel::{Context, Env};
use serde::Serialize;
use serde_json::{Map, Number, Value, json};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, OnceLock};

/// Longest text, in bytes.
const LONGEST: usize = 1_000;

/// What is wrong with an expression, or with what came of it.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Problem {
    /// Nobody writes such long ones.
    #[error("it is longer than {LONGEST} bytes: shorten it, or use several claims")]
    Long,
    /// It is no CEL.
    #[error("{message} (line {line}, column {column})")]
    Syntax {
        /// What the parser says.
        message: String,
        /// From 1.
        line: isize,
        /// From 1.
        column: isize,
    },
    /// Too many parts within each other.
    #[error("it is nested too deeply: make it simpler")]
    Deep,
    /// A name that stands for nothing.
    #[error("{0} is not known: use user, groups, scopes or client")]
    Unknown(String),
    /// A function that there is not.
    #[error("the function {0} is not known here")]
    Function(String),
    /// It could take too long, or grow too large.
    #[error("it would take too long for somebody in many groups: make it simpler")]
    Costly,
    /// It cannot be worked out.
    #[error("{0}")]
    Failed(String),
    /// What it gives is no JSON.
    #[error("its value is no text, number, yes or no, list or map")]
    NoJson,
}

/// What expressions are about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Facts {
    /// Claims about the person but `groups`, and `id`, `username` and `roles`.
    pub user: Map<String, Value>,
    /// The names of their groups.
    pub groups: Vec<String>,
    /// What was granted.
    pub scopes: Vec<String>,
    /// The client: `id` and `name`.
    pub client: Map<String, Value>,
}

impl Facts {
    /// Somebody of whom everything is known, in `groups` groups.
    fn sample(groups: usize) -> Self {
        let text = |name: &str| (name.to_owned(), json!(format!("{name}-0123456789")));
        let mut user: Map<_, _> = super::claims::of_scopes().map(text).collect();
        user.extend(["id", "username"].map(text));
        for name in ["email_verified", "phone_number_verified"] {
            user.insert(name.to_owned(), json!(true));
        }
        user.insert("updated_at".to_owned(), json!(1_800_000_000));
        user.insert("email".to_owned(), json!("ada@example.com"));
        user.insert(
            "address".to_owned(),
            json!({"formatted": "1 Main Street", "street_address": "1 Main Street", "locality": "London",
                "region": "London", "postal_code": "N1", "country": "GB"}),
        );
        user.insert("roles".to_owned(), json!(["administrator"]));
        user.remove("groups");
        Self {
            user,
            groups: (0..groups)
                .map(|n| format!("a-group-of-people-{n}"))
                .collect(),
            scopes: super::scope::SUPPORTED.map(str::to_owned).to_vec(),
            client: ["id", "name"].map(text).into_iter().collect(),
        }
    }
}

/// Groups of the person on whom what an expression may take is tried.
const MANY_GROUPS: usize = 100;

/// A parsed expression.
#[derive(Debug)]
pub struct Expression(cel::IdedExpr);

impl Expression {
    /// Reads `text`.
    ///
    /// # Errors
    /// What is wrong with it, and where.
    pub fn parse(text: &str) -> Result<Self, Problem> {
        if text.len() > LONGEST {
            return Err(Problem::Long);
        }
        let parser = cel::parser::PrattParser::default().enable_optional_syntax(false);
        let parsed = catch_unwind(AssertUnwindSafe(|| parser.parse(text)));
        let parsed = parsed.map_err(|_| Problem::Failed("it cannot be read".to_owned()))?;
        let parsed = parsed.map_err(|errors| syntax(&errors))?;
        cost::check_depth(&parsed)?;
        Ok(Self(parsed))
    }

    /// Works it out for somebody of whom everything is known, and for somebody in many groups how much
    /// it would take.
    pub fn try_out(&self) -> Result<(), Problem> {
        cost::check(&self.0, &Facts::sample(MANY_GROUPS))?;
        self.evaluate(&Facts::sample(3)).map(drop)
    }

    /// What it is for `facts`.
    ///
    /// # Errors
    /// [`Problem::Costly`] for more than it may take, [`Problem::Failed`] for types that do not fit and
    /// members that are not there; its text can repeat what is known of the person.
    pub fn evaluate(&self, facts: &Facts) -> Result<Value, Problem> {
        cost::check(&self.0, facts)?;
        let mut context = Context::with_env(environment());
        let variables = [
            ("user", cel::to_value(&facts.user)),
            ("groups", cel::to_value(&facts.groups)),
            ("scopes", cel::to_value(&facts.scopes)),
            ("client", cel::to_value(&facts.client)),
        ];
        for (name, value) in variables {
            let value = value.map_err(|error| Problem::Failed(error.to_string()))?;
            context.add_variable_from_value(name, value);
        }
        // A fault of the library is not to end a sign-in.
        let found = catch_unwind(AssertUnwindSafe(|| CelValue::resolve(&self.0, &context)));
        let found = found.map_err(|_| Problem::Failed("it cannot be worked out".to_owned()))?;
        json_of(found.map_err(|error| Problem::Failed(error.to_string()))?)
    }
}

fn syntax(errors: &cel::ParseErrors) -> Problem {
    let Some(first) = errors.errors.first() else {
        return Problem::Failed("it cannot be read".to_owned());
    };
    Problem::Syntax {
        message: first.msg.clone(),
        line: first.pos.0.max(1),
        column: first.pos.1.max(1),
    }
}

/// The standard functions and those on texts.
fn environment() -> Arc<Env> {
    static ENVIRONMENT: OnceLock<Arc<Env>> = OnceLock::new();
    let made = || {
        let mut env = Env::stdlib();
        // Fails only where a function is there already, and then it is there.
        let _ = env.add_extension(cel::extensions::strings);
        Arc::new(env)
    };
    Arc::clone(ENVIRONMENT.get_or_init(made))
}

fn json_of(value: CelValue) -> Result<Value, Problem> {
    Ok(match value {
        CelValue::Null => Value::Null,
        CelValue::Bool(yes) => Value::Bool(yes),
        CelValue::Int(number) => number.into(),
        CelValue::UInt(number) => number.into(),
        CelValue::Float(number) => {
            Number::from_f64(number).map_or(Err(Problem::NoJson), |number| Ok(number.into()))?
        }
        CelValue::String(text) => Value::String(text.as_str().to_owned()),
        CelValue::List(items) => {
            let items = items.iter().cloned().map(json_of);
            Value::Array(items.collect::<Result<_, _>>()?)
        }
        CelValue::Map(members) => {
            let members = members.map.iter().map(|(name, value)| match name {
                Key::String(name) => Ok((name.as_str().to_owned(), json_of(value.clone())?)),
                _ => Err(Problem::NoJson),
            });
            Value::Object(members.collect::<Result<_, _>>()?)
        }
        _ => return Err(Problem::NoJson),
    })
}

#[cfg(test)]
mod tests;
