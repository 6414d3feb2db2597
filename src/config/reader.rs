//! Turns found text into values, and keeps every error with the name it belongs to.

use super::error::{ConfigError, InvalidValue, Origin};
use super::layers::{Found, Layers};
use super::settings::Setting;
use super::value;
use crate::secret::Secret;
use std::time::Duration;

/// Reads settings one by one. What cannot be read becomes an error and an empty value, so that
/// reading goes on and all errors are told together.
pub(super) struct Reader(Layers);

impl Reader {
    pub fn new(layers: Layers) -> Self {
        Self(layers)
    }

    /// The errors so far.
    pub fn into_errors(self) -> Vec<ConfigError> {
        self.0.errors
    }

    /// The value of `key` as `parse` understands it.
    pub fn read<T: Default>(
        &mut self,
        key: &str,
        parse: impl FnOnce(&Setting, &str) -> Result<T, InvalidValue>,
    ) -> T {
        let read = match (Setting::find(key), self.0.values.get(key)) {
            (Some(setting), Some(found)) => parse(setting, &found.text),
            _ => Err(InvalidValue::new("is not in the table", "report this")),
        };
        read.unwrap_or_else(|reason| {
            self.fail(key, reason);
            T::default()
        })
    }

    pub fn duration(&mut self, key: &str) -> Duration {
        self.read(key, value::duration)
    }

    pub fn count<T: TryFrom<u64> + Default>(&mut self, key: &str) -> T {
        self.read(key, value::count)
    }

    pub fn choice(&mut self, key: &str) -> &'static str {
        self.read(key, value::choice)
    }

    /// A secret that `check` accepts, if somebody set one.
    pub fn checked_secret(
        &mut self,
        key: &str,
        check: impl FnOnce(&str) -> Result<(), InvalidValue>,
    ) -> Option<Secret<String>> {
        let secret = self.secret(key)?;
        if !self.has_failed(key)
            && let Err(reason) = check(secret.expose())
        {
            self.fail(key, reason);
        }
        Some(secret)
    }

    /// A secret, if somebody set it.
    pub fn secret(&mut self, key: &str) -> Option<Secret<String>> {
        if !self.is_given(key) {
            return None;
        }
        let text = self.0.values.get_mut(key).map(|found| &mut found.text);
        let secret = text.map(std::mem::take).unwrap_or_default();
        if secret.is_empty() {
            self.fail(key, InvalidValue::new("is empty", "write it, or unset it"));
        }
        Some(Secret::new(secret))
    }

    /// Whether somebody set `key`.
    pub fn is_given(&self, key: &str) -> bool {
        self.found(key)
            .is_some_and(|found| found.origin != Origin::Default)
    }

    /// Whether `key` has an error.
    pub fn has_failed(&self, key: &str) -> bool {
        self.0.errors.iter().any(|error| error.key == key)
    }

    /// `key`, its value and where that is from, to be named in the error of another setting.
    pub fn show(&self, key: &str) -> String {
        self.found(key).map_or_else(
            || key.to_owned(),
            |found| format!("{key} = {:?} ({})", found.text, found.origin),
        )
    }

    /// Adds an error about `key`.
    pub fn fail(&mut self, key: &str, reason: InvalidValue) {
        let secret = Setting::find(key).is_some_and(|setting| setting.secret);
        let found = self.found(key);
        let value = found.map(|found| found.text.clone());
        let origin = found.map_or(Origin::Default, |found| found.origin.clone());
        self.0.errors.push(ConfigError {
            key: key.to_owned(),
            value: value.filter(|text| !secret && (!text.is_empty() || origin != Origin::Default)),
            origin,
            reason,
        });
    }

    /// Demands that `key` is not less than `other`, unless one of them has an error already.
    pub fn at_least(&mut self, (key, value): (&str, Duration), (other, least): (&str, Duration)) {
        if value >= least || self.has_failed(key) || self.has_failed(other) {
            return;
        }
        let problem = format!("is shorter than {}", self.show(other));
        let fix = format!(
            "set {key} to {} or more, or {other} to {} or less",
            value::show(least),
            value::show(value)
        );
        self.fail(key, InvalidValue::new(problem, fix));
    }

    fn found(&self, key: &str) -> Option<&Found> {
        self.0.values.get(key)
    }
}
