//! What holds for every parameter and member, whatever its name: looked at before all others.

use super::{About, Rule, rule};

#[rustfmt::skip]
pub(super) const RULES: &[Rule] = &[
    rule("*is given more than once", About::Nothing,
        "A parameter may be given once.", "RFC 6749 §3.1, §3.2",
        "Look for something that adds parameters to the app's requests, and have it send each once."),
    rule("*is longer than", About::Nothing,
        "A parameter has a longest length, which the description tells.", "RFC 6749 §3.1 (limits of this server)",
        "Have the app send less in it; what it must remember belongs on its own side, under a short state."),
    rule("*cannot be registered with this value", About::Nothing,
        "A client registers what the standards know and this server serves.", "RFC 7591 §2, §3.2.2; OpenID Connect Dynamic Client Registration 1.0 §2",
        "Have the app leave the member out or send another value: the detail says what is wrong with this one."),
];
