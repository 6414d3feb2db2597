//! Every setting with the value it has, for a person to look at.

use super::error::Origin;
use super::layers::Layers;
use super::settings::SETTINGS;
use super::sources::Sources;

/// A setting's value.
#[derive(Clone, Debug)]
pub struct Effective {
    /// The name in the file.
    pub key: &'static str,
    /// The value as it was written; of a secret only that there is one.
    pub value: String,
    /// Where the value came from.
    pub origin: Origin,
}

/// What `sources` set, in the order of the table. Whether it is right is for
/// [`super::Config::load`] to say.
pub fn effective(sources: Sources) -> Vec<Effective> {
    of(&Layers::of(sources))
}

/// The same of sources that lie over each other already.
pub(super) fn of(layers: &Layers) -> Vec<Effective> {
    let settings = SETTINGS.iter().filter_map(|setting| {
        let found = layers.values.get(setting.key)?;
        let hidden = setting.secret && found.origin != Origin::Default;
        Some(Effective {
            key: setting.key,
            value: if hidden {
                "[secret]".to_owned()
            } else {
                found.text.clone()
            },
            origin: found.origin.clone(),
        })
    });
    settings.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_come_with_their_origin_and_secrets_are_hidden() {
        let all = effective(Sources {
            environment: vec![("SIGNET_MASTER_KEY".to_owned(), "hush".to_owned())],
            flags: vec![("name".to_owned(), "Test".to_owned())],
            ..Sources::default()
        });
        assert_eq!(all.len(), SETTINGS.len());
        let shown = |key: &str| {
            let setting = all.iter().find(|setting| setting.key == key).unwrap();
            format!("{} ({})", setting.value, setting.origin)
        };
        let secret = "[secret] (environment variable SIGNET_MASTER_KEY)";
        assert_eq!(shown("master_key"), secret);
        assert_eq!(shown("name"), "Test (flag --name)");
        assert_eq!(shown("session_idle"), "12h (default)");
    }
}
