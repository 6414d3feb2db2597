//! Filters (RFC 7644 §3.4.2.2): the whole grammar, bounded in length and depth.

use super::attribute::{Attribute, Kind};
use super::path::{Meaning, Path, Scope};
use super::refusal::{Refusal, ScimType};
use super::schemas::Schema;
use serde_json::Value;

/// Longest filter, in bytes.
const LONGEST: usize = 8 * 1024;
/// Most comparisons.
const MOST_TERMS: usize = 200;
/// Deepest parentheses.
const DEEPEST: usize = 20;

/// How a value is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// The same.
    Eq,
    /// Another, or none.
    Ne,
    /// Has it in it.
    Co,
    /// Begins with it.
    Sw,
    /// Ends with it.
    Ew,
    /// Comes after it.
    Gt,
    /// Comes after it, or is the same.
    Ge,
    /// Comes before it.
    Lt,
    /// Comes before it, or is the same.
    Le,
}

/// Which resources are meant, or which values of an attribute.
#[derive(Clone, Debug, PartialEq)]
pub enum Filter {
    /// Both are so.
    And(Box<Self>, Box<Self>),
    /// One of them is so.
    Or(Box<Self>, Box<Self>),
    /// It is not so.
    Not(Box<Self>),
    /// There is a value.
    Present(Path),
    /// A value compares so.
    Compare {
        /// Of which attribute.
        path: Path,
        /// How.
        comparison: Comparison,
        /// With what: a text, a truth, or null.
        value: Value,
    },
    /// One of several values is so in all of this.
    Within {
        /// Of which attribute.
        attribute: &'static Attribute,
        /// What is so.
        filter: Box<Self>,
    },
}

impl Filter {
    /// Reads a filter of resources.
    pub fn parse(text: &str, schema: &'static Schema) -> Result<Self, Refusal> {
        Self::read(text, Scope::Resource(schema))
    }

    /// Reads a filter of resources of several kinds, among which are those of `schema`
    /// ([`Filter::among`]).
    pub fn parse_among(text: &str, schema: &'static Schema) -> Result<Self, Refusal> {
        Self::read(text, Scope::Among(schema))
    }

    fn read(text: &str, scope: Scope) -> Result<Self, Refusal> {
        let mut parser = Parser::new(text, scope)?;
        let filter = parser.either()?;
        parser.end()?;
        Ok(filter)
    }

    /// Every value that something is compared with, with its path from the resource on.
    pub fn comparisons(&self) -> Vec<(Path, Comparison, &Value)> {
        match self {
            Self::And(a, b) | Self::Or(a, b) => {
                let mut all = a.comparisons();
                all.extend(b.comparisons());
                all
            }
            Self::Not(inner) => inner.comparisons(),
            Self::Present(_) => Vec::new(),
            Self::Compare {
                path,
                comparison,
                value,
            } => vec![(*path, *comparison, value)],
            Self::Within { attribute, filter } => {
                let outer = |inner: Path| Path {
                    attribute,
                    part: Some(inner.attribute),
                };
                let inner = filter.comparisons().into_iter();
                inner
                    .map(|(path, how, value)| (outer(path), how, value))
                    .collect()
            }
        }
    }

    /// Whether it says anything of `attribute`.
    pub fn mentions(&self, attribute: &str) -> bool {
        match self {
            Self::And(a, b) | Self::Or(a, b) => a.mentions(attribute) || b.mentions(attribute),
            Self::Not(inner) => inner.mentions(attribute),
            Self::Present(path) | Self::Compare { path, .. } => path.attribute.name == attribute,
            Self::Within { attribute: own, .. } => own.name == attribute,
        }
    }
}

fn wrong(why: impl Into<String>) -> Refusal {
    Refusal::new(ScimType::InvalidFilter, why)
}

/// Reads filters and paths from the left to the right.
pub(super) struct Parser<'a> {
    rest: &'a str,
    scope: Scope,
    depth: usize,
    terms: usize,
}

impl<'a> Parser<'a> {
    pub(super) fn new(text: &'a str, scope: Scope) -> Result<Self, Refusal> {
        if text.len() > LONGEST {
            return Err(wrong(format!("the filter is longer than {LONGEST} bytes")));
        }
        Ok(Self {
            rest: text,
            scope,
            depth: 0,
            terms: 0,
        })
    }

    /// What is left to be read.
    pub(super) const fn rest(&self) -> &'a str {
        self.rest
    }

    /// Fails if there is more.
    pub(super) fn end(&mut self) -> Result<(), Refusal> {
        self.skip_spaces();
        if self.rest.is_empty() {
            return Ok(());
        }
        Err(wrong(format!(
            "{:?} was not expected",
            shortened(self.rest)
        )))
    }

    fn skip_spaces(&mut self) {
        self.rest = self.rest.trim_start();
    }

    /// Reads `c` if it comes next.
    pub(super) fn eat(&mut self, c: char) -> bool {
        match self.rest.strip_prefix(c) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    /// Reads a name, an operator or a literal without quotes.
    pub(super) fn word(&mut self) -> &'a str {
        let is_part = |c: char| c.is_ascii_alphanumeric() || "_-$:.+".contains(c);
        let end = self.rest.find(|c| !is_part(c)).unwrap_or(self.rest.len());
        let (word, rest) = self.rest.split_at_checked(end).unwrap_or_default();
        self.rest = rest;
        word
    }

    fn keyword(&mut self, keyword: &str) -> bool {
        let before = self.rest;
        self.skip_spaces();
        let is_it = self.word().eq_ignore_ascii_case(keyword);
        if !is_it {
            self.rest = before;
        }
        is_it
    }

    /// One or more that `or` joins.
    pub(super) fn either(&mut self) -> Result<Filter, Refusal> {
        let mut left = self.both()?;
        while self.keyword("or") {
            left = Filter::Or(Box::new(left), Box::new(self.both()?));
        }
        Ok(left)
    }

    fn both(&mut self) -> Result<Filter, Refusal> {
        let mut left = self.factor()?;
        while self.keyword("and") {
            left = Filter::And(Box::new(left), Box::new(self.factor()?));
        }
        Ok(left)
    }

    fn factor(&mut self) -> Result<Filter, Refusal> {
        let is_negated = self.keyword("not");
        self.skip_spaces();
        if self.eat('(') {
            let inner = self.deeper(')')?;
            return Ok(if is_negated {
                Filter::Not(Box::new(inner))
            } else {
                inner
            });
        }
        if is_negated {
            return Err(wrong("after not there must be a parenthesis"));
        }
        self.term()
    }

    /// What is in brackets that have been opened.
    fn deeper(&mut self, end: char) -> Result<Filter, Refusal> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(wrong(format!("there are more than {DEEPEST} parentheses")));
        }
        let inner = self.either()?;
        self.skip_spaces();
        if !self.eat(end) {
            return Err(wrong(format!("{end:?} is missing")));
        }
        self.depth -= 1;
        Ok(inner)
    }

    fn term(&mut self) -> Result<Filter, Refusal> {
        self.terms += 1;
        if self.terms > MOST_TERMS {
            return Err(wrong(format!(
                "there are more than {MOST_TERMS} comparisons"
            )));
        }
        let name = self.word();
        let Meaning::Known(path) = self.scope.meaning(name) else {
            return Err(wrong(format!(
                "Signet knows no attribute {:?}",
                shortened(name)
            )));
        };
        if self.eat('[') {
            let values = self.within(path)?;
            return if self.eat('.') {
                self.part_of(values)
            } else {
                Ok(values)
            };
        }
        self.skip_spaces();
        let operator = self.word();
        if operator.eq_ignore_ascii_case("pr") {
            return Ok(Filter::Present(path));
        }
        let comparison = comparison(operator)?;
        self.skip_spaces();
        let value = self.value()?;
        compare(path.to_value(), comparison, value)
    }

    /// What `values` are to be besides, as in `emails[type eq "work"].value eq "ada@example.com"`. No
    /// grammar has it; directories send it.
    fn part_of(&mut self, values: Filter) -> Result<Filter, Refusal> {
        let Filter::Within { attribute, filter } = values else {
            return Err(wrong("there is nothing to choose from"));
        };
        let outer = std::mem::replace(&mut self.scope, Scope::Parts(attribute.parts()));
        let part = self.term()?;
        self.scope = outer;
        Ok(Filter::Within {
            attribute,
            filter: Box::new(Filter::And(filter, Box::new(part))),
        })
    }

    /// A filter of the values of `path`, whose bracket has been opened.
    pub(super) fn within(&mut self, path: Path) -> Result<Filter, Refusal> {
        let outer = self.scope;
        if path.part.is_some() || !path.attribute.is_many || path.attribute.parts().is_empty() {
            let name = path.attribute.name;
            return Err(wrong(format!("{name} has no values to choose from")));
        }
        self.scope = Scope::Parts(path.attribute.parts());
        let filter = Box::new(self.deeper(']')?);
        self.scope = outer;
        Ok(Filter::Within {
            attribute: path.attribute,
            filter,
        })
    }

    fn value(&mut self) -> Result<Value, Refusal> {
        if !self.rest.starts_with('"') {
            return literal(self.word());
        }
        let mut values = serde_json::Deserializer::from_str(self.rest).into_iter::<Value>();
        let value = values.next().and_then(Result::ok);
        let rest = self.rest.get(values.byte_offset()..).unwrap_or_default();
        self.rest = rest;
        value.ok_or_else(|| wrong("a text does not end"))
    }
}

fn literal(word: &str) -> Result<Value, Refusal> {
    match word.to_ascii_lowercase().as_str() {
        "true" => Ok(Value::Bool(true)),
        "false" => Ok(Value::Bool(false)),
        "null" => Ok(Value::Null),
        _ => Err(wrong(format!(
            "{:?} is no value: put texts between quotation marks",
            shortened(word)
        ))),
    }
}

fn comparison(operator: &str) -> Result<Comparison, Refusal> {
    Ok(match operator.to_ascii_lowercase().as_str() {
        "eq" => Comparison::Eq,
        "ne" => Comparison::Ne,
        "co" => Comparison::Co,
        "sw" => Comparison::Sw,
        "ew" => Comparison::Ew,
        "gt" => Comparison::Gt,
        "ge" => Comparison::Ge,
        "lt" => Comparison::Lt,
        "le" => Comparison::Le,
        _ => {
            let shown = shortened(operator);
            let use_these = "use eq, ne, co, sw, ew, gt, ge, lt, le or pr";
            return Err(wrong(format!("{shown:?} compares nothing: {use_these}")));
        }
    })
}

/// A comparison that makes sense.
fn compare(path: Path, comparison: Comparison, value: Value) -> Result<Filter, Refusal> {
    let leaf = path.leaf();
    let is_equality = matches!(comparison, Comparison::Eq | Comparison::Ne);
    let value = match (leaf.kind, value) {
        (Kind::Complex(_), _) => None,
        (_, Value::Null) => is_equality.then_some(Value::Null),
        (Kind::Boolean, value) => truth(&value).filter(|_| is_equality).map(Value::Bool),
        (_, value) => value.is_string().then_some(value),
    };
    let value = value.ok_or_else(|| wrong(format!("{} cannot be compared so", leaf.name)))?;
    Ok(Filter::Compare {
        path,
        comparison,
        value,
    })
}

/// What is true or false, or written so in a text.
pub(super) fn truth(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(truth) => Some(*truth),
        Value::String(text) if text.eq_ignore_ascii_case("true") => Some(true),
        Value::String(text) if text.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}

/// As much of what was sent as is said back.
pub(super) fn shortened(text: &str) -> String {
    text.chars().take(60).collect()
}
