//! Values as they travel: the forms that SQLite has, whichever database they come from.

use aws_lc_rs::digest::Context;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// 64 bits with a sign.
    Integer,
    /// 0 or 1 on SQLite.
    Boolean,
    /// Text as it is.
    Text,
    /// JSON, which travels in its canonical spelling.
    Json,
    /// Bytes as they are.
    Bytes,
    /// 16 bytes.
    Uuid,
}

impl Kind {
    /// The kind of a column of a strict table.
    pub fn of_sqlite(declared: &str) -> Option<Self> {
        match declared {
            "INTEGER" => Some(Self::Integer),
            "TEXT" => Some(Self::Text),
            "BLOB" => Some(Self::Bytes),
            _ => None,
        }
    }

    /// The kind of a column of the type that PostgreSQL calls `udt` inside.
    pub fn of_postgres(udt: &str) -> Option<Self> {
        match udt {
            "int8" => Some(Self::Integer),
            "bool" => Some(Self::Boolean),
            "text" => Some(Self::Text),
            "jsonb" => Some(Self::Json),
            "bytea" => Some(Self::Bytes),
            "uuid" => Some(Self::Uuid),
            _ => None,
        }
    }

    /// How SQLite keeps it.
    pub const fn on_sqlite(self) -> Self {
        match self {
            Self::Integer | Self::Boolean => Self::Integer,
            Self::Text | Self::Json => Self::Text,
            Self::Bytes | Self::Uuid => Self::Bytes,
        }
    }
}

/// A value on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nothing.
    Null,
    /// An integer, or 0 or 1 for a boolean.
    Integer(i64),
    /// Text, or JSON in its canonical spelling.
    Text(String),
    /// Bytes, or the 16 of a UUID.
    Bytes(Vec<u8>),
}

impl Value {
    /// Takes the value into a checksum, in a form that no other value has.
    pub fn absorb(&self, checksum: &mut Context) {
        let (tag, content) = match self {
            Self::Null => (b'0', &[][..]),
            Self::Integer(number) => {
                checksum.update(b"i");
                return checksum.update(&number.to_be_bytes());
            }
            Self::Text(text) => (b't', text.as_bytes()),
            Self::Bytes(bytes) => (b'b', bytes.as_slice()),
        };
        checksum.update(&[tag]);
        checksum.update(&(content.len() as u64).to_be_bytes());
        checksum.update(content);
    }
}

/// A row: a value for each column, in their order.
pub type Row = Vec<Value>;
