//! The most that evaluating an expression can take, worked out without evaluating it.

use super::{Facts, Problem};
use cel::IdedExpr;
use cel::common::ast::{CallExpr, ComprehensionExpr, EntryExpr, Expr, IdedEntryExpr, LiteralValue};
use serde_json::Value;

/// Steps and bytes that an evaluation may take: some milliseconds, some hundred kilobytes.
const MOST: u64 = 2_000_000;

/// Parts within each other.
const DEEPEST: usize = 64;

/// Functions and operators whose value is a number, or yes or no.
const TESTS: [&str; 23] = [
    "!_",
    "-_",
    "_&&_",
    "_||_",
    "_==_",
    "_!=_",
    "_<_",
    "_<=_",
    "_>_",
    "_>=_",
    "_-_",
    "_*_",
    "_/_",
    "_%_",
    "@in",
    "@not_strictly_false",
    "size",
    "contains",
    "startsWith",
    "endsWith",
    "indexOf",
    "int",
    "double",
];

/// Functions whose value is no larger than what they are given.
const COPIES: [&str; 8] = [
    "string",
    "lowerAscii",
    "upperAscii",
    "trim",
    "substring",
    "charAt",
    "reverse",
    "lastIndexOf",
];

/// How large a value can be.
#[derive(Clone, Copy, Debug, Default)]
struct Size {
    /// Its elements or members.
    items: u64,
    /// The weight of the heaviest of them.
    each: u64,
    /// Values and bytes of text in all.
    weight: u64,
}

impl Size {
    const fn scalar(weight: u64) -> Self {
        Self {
            items: 0,
            each: 0,
            weight,
        }
    }

    /// Anything of this weight.
    const fn any(weight: u64) -> Self {
        Self {
            items: weight,
            each: weight,
            weight,
        }
    }

    fn list(items: impl Iterator<Item = u64>) -> Self {
        items.fold(Self::scalar(1), |all, item| Self {
            items: all.items.saturating_add(1),
            each: all.each.max(item),
            weight: all.weight.saturating_add(item),
        })
    }

    fn and(self, other: Self) -> Self {
        Self {
            items: self.items.saturating_add(other.items),
            each: self.each.max(other.each),
            weight: self.weight.saturating_add(other.weight),
        }
    }

    fn or(self, other: Self) -> Self {
        Self {
            items: self.items.max(other.items),
            each: self.each.max(other.each),
            weight: self.weight.max(other.weight),
        }
    }
}

/// Fails for parts nested too deeply: evaluating goes as deep.
pub(super) fn check_depth(expression: &IdedExpr) -> Result<(), Problem> {
    let mut level = vec![expression];
    for _ in 0..DEEPEST {
        level = level.into_iter().flat_map(parts).collect();
        if level.is_empty() {
            return Ok(());
        }
    }
    Err(Problem::Deep)
}

fn parts(expression: &IdedExpr) -> Vec<&IdedExpr> {
    match &expression.expr {
        Expr::Call(call) => call
            .target
            .iter()
            .map(AsRef::as_ref)
            .chain(&call.args)
            .collect(),
        Expr::Select(select) => vec![&*select.operand],
        Expr::List(list) => list.elements.iter().collect(),
        Expr::Map(map) => map.entries.iter().flat_map(of_entry).collect(),
        Expr::Comprehension(loops) => vec![
            &loops.iter_range,
            &loops.accu_init,
            &loops.loop_cond,
            &loops.loop_step,
            &loops.result,
        ],
        _ => Vec::new(),
    }
}

fn of_entry(entry: &IdedEntryExpr) -> Vec<&IdedExpr> {
    match &entry.expr {
        EntryExpr::MapEntry(entry) => vec![&entry.key, &entry.value],
        EntryExpr::StructField(field) => vec![&field.value],
    }
}

/// Fails if evaluating `expression` for `facts` could take more than it may, or names what there is not.
pub(super) fn check(expression: &IdedExpr, facts: &Facts) -> Result<(), Problem> {
    let members = |map: &serde_json::Map<String, Value>| {
        Size::list(map.iter().map(|(name, value)| text(name) + weight(value)))
    };
    let texts = |all: &[String]| Size::list(all.iter().map(|one| text(one)));
    let mut estimate = Estimate {
        spent: 0,
        known: vec![
            ("user", members(&facts.user)),
            ("groups", texts(&facts.groups)),
            ("scopes", texts(&facts.scopes)),
            ("client", members(&facts.client)),
        ],
    };
    estimate.of(expression).map(drop)
}

fn text(text: &str) -> u64 {
    text.len() as u64 + 1
}

fn weight(value: &Value) -> u64 {
    match value {
        Value::String(one) => text(one),
        Value::Array(items) => items.iter().map(weight).sum::<u64>() + 1,
        Value::Object(members) => {
            let members = members
                .iter()
                .map(|(name, value)| text(name) + weight(value));
            members.sum::<u64>() + 1
        }
        _ => 1,
    }
}

struct Estimate<'a> {
    spent: u64,
    known: Vec<(&'a str, Size)>,
}

impl<'a> Estimate<'a> {
    /// The size of what comes of `expression`; what making it takes is counted.
    fn of(&mut self, expression: &'a IdedExpr) -> Result<Size, Problem> {
        let size = match &expression.expr {
            Expr::Literal(LiteralValue::String(one)) => Size::scalar(text(one.inner())),
            Expr::Literal(_) => Size::scalar(16),
            Expr::Ident(name) => self.named(name)?,
            Expr::Select(select) => {
                let whole = self.of(&select.operand)?;
                Size::any(whole.each.max(1))
            }
            Expr::Call(call) => self.call(call)?,
            Expr::List(list) => {
                let items = list.elements.iter().map(|item| Ok(self.of(item)?.weight));
                Size::list(items.collect::<Result<Vec<_>, _>>()?.into_iter())
            }
            Expr::Map(map) => {
                let parts = map.entries.iter().flat_map(of_entry);
                let parts = parts.map(|part| Ok(self.of(part)?.weight));
                Size::list(parts.collect::<Result<Vec<_>, _>>()?.into_iter())
            }
            Expr::Comprehension(loops) => self.comprehension(loops)?,
            _ => return Err(Problem::Function("that makes a message".to_owned())),
        };
        self.spend(size.weight.saturating_add(1))?;
        Ok(size)
    }

    fn spend(&mut self, steps: u64) -> Result<(), Problem> {
        self.spent = self.spent.saturating_add(steps);
        if self.spent > MOST {
            return Err(Problem::Costly);
        }
        Ok(())
    }

    fn named(&self, name: &str) -> Result<Size, Problem> {
        let known = self.known.iter().rev();
        let mut known = known.filter(|(known, _)| *known == name);
        let (_, size) = known
            .next()
            .ok_or_else(|| Problem::Unknown(name.to_owned()))?;
        Ok(*size)
    }

    fn call(&mut self, call: &'a CallExpr) -> Result<Size, Problem> {
        let given = call.target.iter().map(AsRef::as_ref).chain(&call.args);
        let given = given.map(|part| self.of(part));
        let given = given.collect::<Result<Vec<_>, _>>()?;
        let all = given.iter().fold(Size::default(), |all, one| all.and(*one));
        self.spend(all.weight)?;
        let nth = |n: usize| given.get(n).copied().unwrap_or_default();
        let name = call.func_name.as_str();
        Ok(match name {
            "_+_" => all,
            "_?_:_" => nth(1).or(nth(2)),
            "_[_]" => Size::any(nth(0).each.max(1)),
            "split" => Size::any(all.weight.saturating_mul(2)),
            "join" => {
                let separators = nth(0).items.saturating_mul(nth(1).weight);
                Size::scalar(all.weight.saturating_add(separators))
            }
            "replace" => Size::scalar(all.weight.saturating_mul(nth(2).weight.max(1))),
            _ if TESTS.contains(&name) => Size::scalar(16),
            _ if COPIES.contains(&name) => Size::scalar(all.weight.saturating_add(32)),
            _ => return Err(Problem::Function(name.to_owned())),
        })
    }

    /// What the macros `map`, `filter`, `exists`, `exists_one` and `all` stand for: each round adds one
    /// step's worth to what was gathered before.
    fn comprehension(&mut self, loops: &'a ComprehensionExpr) -> Result<Size, Problem> {
        let range = self.of(&loops.iter_range)?;
        let init = self.of(&loops.accu_init)?;
        let before = self.spent;
        let depth = self.known.len();
        let element = Size::any(range.each.max(1));
        self.known.push((&loops.iter_var, element));
        let second = loops.iter_var2.as_deref();
        self.known.extend(second.map(|name| (name, element)));
        self.known.push((&loops.accu_var, Size::default()));
        self.of(&loops.loop_cond)?;
        let gain = self.of(&loops.loop_step)?;
        let round = self.spent.saturating_sub(before);
        self.spend(round.saturating_mul(range.items))?;
        let gathered = Size {
            items: init
                .items
                .saturating_add(gain.items.saturating_mul(range.items)),
            each: init.each.max(gain.each),
            weight: init
                .weight
                .saturating_add(gain.weight.saturating_mul(range.items)),
        };
        self.known.pop();
        self.known.push((&loops.accu_var, gathered));
        let result = self.of(&loops.result)?;
        self.known.truncate(depth);
        Ok(result)
    }
}
