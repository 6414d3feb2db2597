//! The master key: the one secret that is not in the database.

use super::CryptoError;
use crate::entropy::{self, Entropy};
use crate::secret::Secret;
use aws_lc_rs::hkdf::{HKDF_SHA256, Salt};
use data_encoding::{BASE64_NOPAD, BASE64URL_NOPAD, HEXLOWER_PERMISSIVE};
use std::fs::{DirBuilder, File};
use std::io::{self, Write};
use std::os::unix::fs::DirBuilderExt;
use std::path::{Path, PathBuf};
use zeroize::Zeroizing;

/// Name of the file within the keys directory.
const FILE_NAME: &str = "master.key";

/// 32 bytes from which every symmetric key is derived.
#[derive(Clone, Debug)]
pub struct MasterKey(Secret<[u8; 32]>);

/// The text is no master key. Says what it should be and never what it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a master key is 32 random bytes as base64url, base64 or hexadecimal, for example what `openssl rand -base64 32` prints"
)]
pub struct MasterKeyText;

/// Why there is no master key.
#[derive(Debug, thiserror::Error)]
pub enum MasterKeyError {
    /// The file holds something else.
    #[error(
        "{path} holds no master key: {source}. Restore the file from a backup; without it the signing keys in the database cannot be used"
    )]
    Content {
        /// The file.
        path: PathBuf,
        /// What it should hold.
        source: MasterKeyText,
    },
    /// The file could not be read.
    #[error("cannot read {path}: {source}. Let the user that runs Signet read it")]
    Read {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The file could not be made.
    #[error(
        "cannot make {path}: {source}. Let the user that runs Signet write to its directory, or put a master key there"
    )]
    Create {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

impl MasterKey {
    /// Reads a key from its text: base64url or base64 with or without padding, or hexadecimal.
    /// White space around it is ignored.
    pub fn from_text(text: &str) -> Result<Self, MasterKeyText> {
        let text = text.trim();
        let unpadded = text.strip_suffix('=').unwrap_or(text).as_bytes();
        let decoded = if text.len() == 64 {
            HEXLOWER_PERMISSIVE.decode(text.as_bytes())
        } else {
            BASE64URL_NOPAD
                .decode(unpadded)
                .or_else(|_| BASE64_NOPAD.decode(unpadded))
        };
        let bytes = Zeroizing::new(decoded.map_err(|_| MasterKeyText)?);
        let key: [u8; 32] = bytes.as_slice().try_into().map_err(|_| MasterKeyText)?;
        Ok(Self(Secret::new(key)))
    }

    /// Reads `master.key` in `keys_dir`, or makes it (and the directory) readable by this user
    /// alone. What has been made is on disk before this returns; an existing file is never
    /// overwritten.
    pub fn load_or_create(keys_dir: &Path, entropy: &dyn Entropy) -> Result<Self, MasterKeyError> {
        let path = keys_dir.join(FILE_NAME);
        if let Some(key) = Self::load(&path)? {
            return Ok(key);
        }
        let key = Self(Secret::new(entropy::bytes(entropy)));
        match key.save(keys_dir, &path) {
            Ok(()) => Ok(key),
            Err(source) if source.kind() == io::ErrorKind::AlreadyExists => {
                // Another process was faster: its key is the one.
                Self::load(&path)?.ok_or(MasterKeyError::Create { path, source })
            }
            Err(source) => Err(MasterKeyError::Create { path, source }),
        }
    }

    /// Reads `master.key` in `keys_dir`, if it is there. Makes nothing.
    pub fn find(keys_dir: &Path) -> Result<Option<Self>, MasterKeyError> {
        Self::load(&keys_dir.join(FILE_NAME))
    }

    /// The key of one purpose: HKDF-SHA256 (RFC 5869) with `label` as info.
    pub(super) fn derive(&self, label: &str) -> Result<Zeroizing<[u8; 32]>, CryptoError> {
        let failed = |_| CryptoError("derive a key");
        let root = Salt::new(HKDF_SHA256, b"signet master v1").extract(self.0.expose());
        let mut key = Zeroizing::new([0; 32]);
        root.expand(&[label.as_bytes()], HKDF_SHA256)
            .and_then(|okm| okm.fill(key.as_mut_slice()))
            .map_err(failed)?;
        Ok(key)
    }

    fn load(path: &Path) -> Result<Option<Self>, MasterKeyError> {
        match std::fs::read_to_string(path).map(Zeroizing::new) {
            Ok(text) => match Self::from_text(&text) {
                Ok(key) => Ok(Some(key)),
                Err(source) => Err(MasterKeyError::Content {
                    path: path.to_owned(),
                    source,
                }),
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(source) => Err(MasterKeyError::Read {
                path: path.to_owned(),
                source,
            }),
        }
    }

    fn save(&self, dir: &Path, path: &Path) -> io::Result<()> {
        make_dir(dir)?;
        // Temporary files are made with mode 0600.
        let mut file = tempfile::Builder::new()
            .prefix(".master.key.")
            .tempfile_in(dir)?;
        let text = Zeroizing::new(BASE64URL_NOPAD.encode(self.0.expose()));
        file.write_all(text.as_bytes())?;
        file.write_all(b"\n")?;
        file.as_file().sync_all()?;
        file.persist_noclobber(path).map_err(|error| error.error)?;
        File::open(dir)?.sync_all()
    }
}

fn make_dir(dir: &Path) -> io::Result<()> {
    if dir.is_dir() {
        return Ok(());
    }
    DirBuilder::new().recursive(true).mode(0o700).create(dir)?;
    let parent = match dir.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    File::open(parent)?.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SeededEntropy;
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    fn bytes(key: &MasterKey) -> [u8; 32] {
        *key.0.expose()
    }

    #[test]
    fn every_spelling_is_read() {
        let raw = [0xfb; 32];
        for text in [
            data_encoding::BASE64URL.encode(&raw),
            data_encoding::BASE64.encode(&raw),
            BASE64URL_NOPAD.encode(&raw),
            BASE64_NOPAD.encode(&raw),
            data_encoding::HEXLOWER.encode(&raw),
            data_encoding::HEXUPPER.encode(&raw),
            format!("  {}\r\n", data_encoding::BASE64.encode(&raw)),
        ] {
            assert_eq!(bytes(&MasterKey::from_text(&text).unwrap()), raw, "{text}");
        }
    }

    #[test]
    fn anything_else_is_refused() {
        let short = BASE64URL_NOPAD.encode(&[1; 31]);
        let long = BASE64URL_NOPAD.encode(&[1; 33]);
        for text in ["", "changeme", "=", &short, &long, &"x".repeat(64)] {
            assert_eq!(MasterKey::from_text(text).unwrap_err(), MasterKeyText);
        }
    }

    #[test]
    fn it_is_made_once_and_private() {
        let root = tempfile::tempdir().unwrap();
        let dir = root.path().join("deep/keys");
        let made = MasterKey::load_or_create(&dir, &SeededEntropy::new(1)).unwrap();
        let read = MasterKey::load_or_create(&dir, &SeededEntropy::new(2)).unwrap();
        assert_eq!(bytes(&made), bytes(&read));
        let permissions = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(permissions(&dir), 0o700);
        assert_eq!(permissions(&dir.join(FILE_NAME)), 0o600);
        assert_eq!(fs::read_dir(&dir).unwrap().count(), 1);
    }

    #[test]
    fn an_existing_file_is_never_overwritten() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join(FILE_NAME);
        fs::write(&path, "rubbish").unwrap();
        let error = MasterKey::load_or_create(dir.path(), &SeededEntropy::new(1)).unwrap_err();
        assert!(error.to_string().contains("master.key"), "{error}");
        assert!(!error.to_string().contains("rubbish"), "{error}");
        assert_eq!(fs::read_to_string(&path).unwrap(), "rubbish");

        let key = MasterKey::from_text(&"7".repeat(64)).unwrap();
        let error = key.save(dir.path(), &path).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::AlreadyExists);
        assert_eq!(fs::read_to_string(&path).unwrap(), "rubbish");
    }

    #[test]
    fn labels_and_masters_give_different_keys() {
        let one = MasterKey::from_text(&"1".repeat(64)).unwrap();
        let two = MasterKey::from_text(&"2".repeat(64)).unwrap();
        assert_eq!(one.derive("a").unwrap(), one.derive("a").unwrap());
        assert_ne!(one.derive("a").unwrap(), one.derive("b").unwrap());
        assert_ne!(one.derive("a").unwrap(), two.derive("a").unwrap());
    }

    #[test]
    fn debug_shows_nothing() {
        let key = MasterKey::from_text(&"1".repeat(64)).unwrap();
        assert_eq!(format!("{key:?}"), "MasterKey([secret])");
    }
}
