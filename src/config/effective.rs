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
    let mut layers = Layers::of(sources);
    let settings = SETTINGS.iter().filter_map(|setting| {
        let found = layers.values.remove(setting.key)?;
        let hidden = setting.secret && found.origin != Origin::Default;
        Some(Effective {
            key: setting.key,
            value: if hidden {
                "[secret]".to_owned()
            } else {
                found.text
            },
            origin: found.origin,
        })
    });
    settings.collect()
}
