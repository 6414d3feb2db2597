//! What Signet keeps of people and groups, as schemas (RFC 7643 §4, §7).

use super::attribute::{Attribute, Kind, Mutability, Returned, attribute, named, text};
use serde_json::{Value, json};

/// A kind of resource.
#[derive(Debug, PartialEq, Eq)]
pub struct Schema {
    /// Its URI.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// Where its resources are, below the base.
    pub path: &'static str,
    /// What it is.
    pub about: &'static str,
    /// Its attributes, without those that every resource has.
    pub attributes: &'static [Attribute],
    /// What RFC 7643 knows besides and Signet does not keep: nobody is refused for saying it.
    ignored: &'static [&'static str],
}

const fn complex(
    name: &'static str,
    about: &'static str,
    parts: &'static [Attribute],
) -> Attribute {
    attribute(name, about, Kind::Complex(parts))
}

const fn read_only(attribute: Attribute) -> Attribute {
    attribute.of(Mutability::ReadOnly)
}

const TYPE: Attribute = text("type", "Which one it is").one_of(&["work"]);
const PRIMARY: Attribute = attribute("primary", "Whether it is the one", Kind::Boolean);

/// What every resource has (RFC 7643 §3.1).
static COMMON: &[Attribute] = &[
    read_only(
        text("schemas", "The schemas of the resource")
            .exact()
            .many(),
    )
    .given(Returned::Always),
    read_only(
        text("id", "What Signet knows it by; the sub of tokens")
            .exact()
            .unique(),
    )
    .given(Returned::Always),
    text("externalId", "What the other system knows it by").exact(),
    read_only(complex(
        "meta",
        "About the resource itself",
        &[
            read_only(text("resourceType", "What it is").exact()),
            read_only(attribute("created", "When it was made", Kind::DateTime)),
            read_only(attribute(
                "lastModified",
                "When it last changed",
                Kind::DateTime,
            )),
            read_only(attribute(
                "location",
                "Where it is",
                Kind::Reference(&["uri"]),
            )),
            read_only(text("version", "Which version it is, for If-Match").exact()),
        ],
    )),
];

/// A person (RFC 7643 §4.1).
pub static USER: Schema = Schema {
    id: "urn:ietf:params:scim:schemas:core:2.0:User",
    name: "User",
    path: "/Users",
    about: "A person",
    attributes: &[
        text("userName", "Name for signing in").required().unique(),
        complex(
            "name",
            "The name in its parts",
            &[
                text("formatted", "The full name; the same as displayName"),
                text("familyName", "The family name"),
                text("givenName", "The given name"),
                text("middleName", "The middle name"),
            ],
        ),
        text("displayName", "The full name, as apps show it"),
        text("nickName", "What friends say"),
        attribute(
            "profileUrl",
            "A page about the person",
            Kind::Reference(&["external"]),
        ),
        text(
            "locale",
            "The language that Signet and apps speak, such as en-GB",
        ),
        text("timezone", "The time zone, such as Europe/Paris"),
        attribute("active", "Whether the person may sign in", Kind::Boolean),
        text("password", "The password")
            .exact()
            .of(Mutability::WriteOnly)
            .given(Returned::Never),
        complex(
            "emails",
            "The e-mail address; Signet keeps one",
            &[text("value", "The address"), TYPE, PRIMARY],
        )
        .many(),
        complex(
            "phoneNumbers",
            "The telephone number; Signet keeps one",
            &[text("value", "The number"), TYPE, PRIMARY],
        )
        .many(),
        complex(
            "photos",
            "The picture; Signet keeps one",
            &[
                attribute("value", "Where it is", Kind::Reference(&["external"])),
                text("type", "Which one it is").one_of(&["photo"]),
                PRIMARY,
            ],
        )
        .many(),
        complex(
            "addresses",
            "The postal address; Signet keeps one",
            &[
                text("formatted", "The whole address"),
                text("streetAddress", "Street and number"),
                text("locality", "The town"),
                text("region", "The state or region"),
                text("postalCode", "The postal code"),
                text("country", "The country"),
                TYPE,
                PRIMARY,
            ],
        )
        .many(),
        read_only(
            complex(
                "groups",
                "The groups of the person, who is put into them there",
                &[
                    read_only(text("value", "The id of the group").exact()),
                    read_only(attribute(
                        "$ref",
                        "Where it is",
                        Kind::Reference(&["Group"]),
                    )),
                    read_only(text("display", "The name of the group").exact()),
                    read_only(text("type", "How they came into it").one_of(&["direct"])),
                ],
            )
            .many(),
        ),
    ],
    ignored: &[
        "title",
        "userType",
        "preferredLanguage",
        "ims",
        "entitlements",
        "roles",
        "x509Certificates",
    ],
};

/// A group (RFC 7643 §4.2).
pub static GROUP: Schema = Schema {
    id: "urn:ietf:params:scim:schemas:core:2.0:Group",
    name: "Group",
    path: "/Groups",
    about: "A group of people",
    attributes: &[
        text("displayName", "What apps know the group by")
            .required()
            .exact()
            .unique(),
        complex(
            "members",
            "Who is in it: people",
            &[
                text("value", "The id of the person")
                    .exact()
                    .of(Mutability::Immutable),
                attribute("$ref", "Where the person is", Kind::Reference(&["User"]))
                    .of(Mutability::Immutable),
                text("type", "What they are")
                    .of(Mutability::Immutable)
                    .one_of(&["User"]),
            ],
        )
        .many(),
    ],
    ignored: &[],
};

/// Both.
pub static SCHEMAS: [&Schema; 2] = [&USER, &GROUP];

impl Schema {
    /// The attribute of this name.
    pub fn attribute(&self, name: &str) -> Option<&'static Attribute> {
        named(self.attributes, name).or_else(|| named(COMMON, name))
    }

    /// Whether an attribute of this name is known elsewhere, and nobody is refused for it.
    pub(super) fn ignores(&self, name: &str) -> bool {
        self.ignored
            .iter()
            .any(|ignored| ignored.eq_ignore_ascii_case(name))
    }

    /// As `/Schemas` describes it (RFC 7643 §7), without `meta`.
    pub fn description(&self) -> Value {
        let attributes = self.attributes.iter().map(Attribute::description);
        json!({
            "schemas": ["urn:ietf:params:scim:schemas:core:2.0:Schema"],
            "id": self.id,
            "name": self.name,
            "description": self.about,
            "attributes": attributes.collect::<Vec<_>>(),
        })
    }
}
