//! Passwords that have become known by break-ins elsewhere (security F3): a file of the first eight
//! bytes of their SHA-1 hashes, sorted, searched where it lies.

use aws_lc_rs::digest;
use std::fs::File;
use std::io;
use std::os::unix::fs::FileExt;
use std::path::Path;

/// Bytes kept of a hash. Among a thousand million entries one password in ten thousand millions is
/// mistaken for another.
pub const ENTRY: usize = 8;

/// An open list.
#[derive(Debug)]
pub struct Breached {
    file: File,
    entries: u64,
}

impl Breached {
    /// Opens the list at `path`.
    pub fn open(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        let length = file.metadata()?.len();
        if length == 0 || !length.is_multiple_of(ENTRY as u64) {
            let problem =
                "it is no list of breached passwords: make one with `signet passwords import`";
            return Err(io::Error::new(io::ErrorKind::InvalidData, problem));
        }
        Ok(Self {
            file,
            entries: length / ENTRY as u64,
        })
    }

    /// Whether `password` is in it. Reads some thirty times eight bytes.
    pub fn holds(&self, password: &str) -> io::Result<bool> {
        let hash = digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, password.as_bytes());
        let wanted = hash.as_ref().first_chunk().copied().unwrap_or_default();
        let (mut low, mut high) = (0, self.entries);
        while low < high {
            let middle = low + (high - low) / 2;
            let mut entry = [0; ENTRY];
            self.file.read_exact_at(&mut entry, middle * ENTRY as u64)?;
            match entry.cmp(&wanted) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Greater => high = middle,
                std::cmp::Ordering::Equal => return Ok(true),
            }
        }
        Ok(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    fn list(passwords: &[&str]) -> tempfile::NamedTempFile {
        let mut entries: Vec<[u8; ENTRY]> = passwords
            .iter()
            .map(|text| {
                let hash = digest::digest(&digest::SHA1_FOR_LEGACY_USE_ONLY, text.as_bytes());
                hash.as_ref()[..ENTRY].try_into().unwrap()
            })
            .collect();
        entries.sort_unstable();
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(&entries.concat()).unwrap();
        file
    }

    #[test]
    fn security_f3_what_is_listed_is_found_and_nothing_else() {
        for count in 1..40 {
            let words: Vec<String> = (0..count).map(|n| format!("word {n}")).collect();
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let file = list(&words);
            let breached = Breached::open(file.path()).unwrap();
            assert!(words.iter().all(|word| breached.holds(word).unwrap()));
            assert!(!breached.holds("another").unwrap());
        }
    }

    #[test]
    fn what_is_no_list_is_refused() {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        assert!(Breached::open(file.path()).is_err());
        file.write_all(b"not a list").unwrap();
        assert!(Breached::open(file.path()).is_err());
    }
}
