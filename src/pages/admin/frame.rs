use crate::pages::Link;

/// What frames every page of the console.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The address of the console's own stylesheet: [`console_href`](crate::pages::assets::console_href).
    pub stylesheet: String,
    /// The address of its first page.
    pub home: String,
    /// The rooms that the operator may enter.
    pub rooms: Vec<Room>,
    /// The way back from here, farthest first.
    pub crumbs: Vec<Link>,
    /// The operator's name.
    pub who: String,
    /// What the operator is, for people.
    pub roles: String,
    /// The address of the operator's own account.
    pub account: String,
    /// What was just done.
    pub done: Option<String>,
}

/// A part of the console.
#[derive(Clone, Debug)]
pub struct Room {
    /// Where it is.
    pub href: String,
    /// What it is called.
    pub label: String,
    /// Whether the page lies in it.
    pub is_current: bool,
}
