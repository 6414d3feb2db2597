//! How the pages look at one deployment: its accent colour, logo and stylesheet, read once.

use super::assets::{MARK, STYLESHEET, fnv1a};
use crate::colour::{Colour, rules};

/// The biggest logo, in bytes: every page loads it.
pub const LARGEST_LOGO: usize = 64 * 1024;
/// The biggest stylesheet of one's own, in bytes.
pub const LARGEST_STYLESHEET: usize = 64 * 1024;

/// A file that cannot be part of the pages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BrandingError {
    /// Neither SVG, PNG, WebP nor JPEG.
    #[error("the logo is no SVG, PNG, WebP or JPEG image")]
    Logo,
    /// It would slow every page down.
    #[error("the logo is larger than {} KiB", LARGEST_LOGO / 1024)]
    LargeLogo,
    /// No text.
    #[error("the stylesheet is not UTF-8")]
    Stylesheet,
    /// It would slow every page down.
    #[error("the stylesheet is larger than {} KiB", LARGEST_STYLESHEET / 1024)]
    LargeStylesheet,
}

/// An image that stands at the top of every page.
#[derive(Clone, Debug)]
pub struct Logo {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its media type.
    pub media_type: &'static str,
}

impl Logo {
    /// An image by what it is, whatever its file is called.
    pub fn of(bytes: Vec<u8>) -> Result<Self, BrandingError> {
        if bytes.len() > LARGEST_LOGO {
            return Err(BrandingError::LargeLogo);
        }
        let media_type = media_type(&bytes).ok_or(BrandingError::Logo)?;
        Ok(Self { bytes, media_type })
    }
}

fn media_type(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some("image/png"),
        [0xff, 0xd8, 0xff, ..] => Some("image/jpeg"),
        [
            b'R',
            b'I',
            b'F',
            b'F',
            _,
            _,
            _,
            _,
            b'W',
            b'E',
            b'B',
            b'P',
            ..,
        ] => Some("image/webp"),
        _ => is_svg(bytes).then_some("image/svg+xml"),
    }
}

/// XML whose first element is `svg`.
fn is_svg(bytes: &[u8]) -> bool {
    let Ok(text) = str::from_utf8(bytes) else {
        return false;
    };
    let mut rest = text.trim_start_matches('\u{feff}').trim_start();
    loop {
        let end = match rest {
            _ if rest.starts_with("<?") => "?>",
            _ if rest.starts_with("<!--") => "-->",
            _ if rest.starts_with("<!") => ">",
            _ => break,
        };
        let Some((_, after)) = rest.split_once(end) else {
            return false;
        };
        rest = after.trim_start();
    }
    let name = rest.strip_prefix("<svg");
    name.is_some_and(|after| after.starts_with([' ', '\t', '\r', '\n', '>']))
}

/// How the pages look here.
#[derive(Clone, Debug)]
pub struct Branding {
    /// The one stylesheet: Signet's, then the accent colour, then one's own.
    pub stylesheet: String,
    /// The logo; Signet's mark where there is none.
    pub logo: Logo,
    stylesheet_version: u64,
    logo_version: u64,
}

impl Branding {
    /// Puts together what is set; `stylesheet` is one's own.
    pub fn of(
        accent: Option<Colour>,
        logo: Option<Vec<u8>>,
        stylesheet: Option<Vec<u8>>,
    ) -> Result<Self, BrandingError> {
        let mut all = String::from_utf8_lossy(STYLESHEET).into_owned();
        if let Some(accent) = accent {
            all.push_str(&rules(accent));
        }
        if let Some(own) = stylesheet {
            if own.len() > LARGEST_STYLESHEET {
                return Err(BrandingError::LargeStylesheet);
            }
            let own = str::from_utf8(&own).map_err(|_| BrandingError::Stylesheet)?;
            all.push_str(own);
        }
        let logo = logo.map_or_else(
            || {
                Ok(Logo {
                    bytes: MARK.to_vec(),
                    media_type: "image/svg+xml",
                })
            },
            Logo::of,
        );
        let logo = logo?;
        Ok(Self {
            stylesheet_version: fnv1a(all.as_bytes()),
            logo_version: fnv1a(&logo.bytes),
            stylesheet: all,
            logo,
        })
    }

    /// The address of the stylesheet, where `base` is the path of the issuer. It changes with the
    /// content, so that browsers may keep each version for ever.
    pub fn stylesheet_href(&self, base: &str) -> String {
        format!(
            "{base}/static/signet.css?v={:016x}",
            self.stylesheet_version
        )
    }

    /// The address of the logo, likewise.
    pub fn logo_href(&self, base: &str) -> String {
        format!("{base}/static/logo?v={:016x}", self.logo_version)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(bytes: &[u8]) -> Result<&'static str, BrandingError> {
        Logo::of(bytes.to_vec()).map(|logo| logo.media_type)
    }

    #[test]
    fn a_logo_is_what_its_bytes_say() {
        assert_eq!(kind(MARK), Ok("image/svg+xml"));
        let svg = b"\xef\xbb\xbf<?xml version=\"1.0\"?>\n<!-- a --><!DOCTYPE svg>\n<svg>";
        assert_eq!(kind(svg), Ok("image/svg+xml"));
        assert_eq!(kind(b"\x89PNG\r\n\x1a\n..."), Ok("image/png"));
        assert_eq!(kind(b"\xff\xd8\xff\xe0"), Ok("image/jpeg"));
        assert_eq!(kind(b"RIFF....WEBPVP8 "), Ok("image/webp"));
        for none in [
            b"".as_slice(),
            b"<html><svg>",
            b"<svgx>",
            b"<?xml",
            b"GIF89a",
            b"\x89PNG",
        ] {
            assert_eq!(kind(none), Err(BrandingError::Logo), "{none:?}");
        }
        let big = [b"<svg>".to_vec(), vec![b' '; LARGEST_LOGO]].concat();
        assert_eq!(kind(&big), Err(BrandingError::LargeLogo));
    }

    #[test]
    fn the_own_stylesheet_comes_last_and_changes_the_address() {
        let plain = Branding::of(None, None, None).unwrap();
        assert_eq!(plain.stylesheet.as_bytes(), STYLESHEET);
        let accent = Colour::parse("#7a1fa2");
        let own = Some(b".card { border: 0 }".to_vec());
        let branded = Branding::of(accent, None, own).unwrap();
        assert!(branded.stylesheet.ends_with(".card { border: 0 }"));
        assert!(branded.stylesheet.contains("--accent: #7a1fa2;"));
        assert_ne!(branded.stylesheet_href(""), plain.stylesheet_href(""));
        assert_eq!(branded.logo_href("/id"), plain.logo_href("/id"));
        let bad = Branding::of(None, None, Some(vec![0xff]));
        assert_eq!(bad.err(), Some(BrandingError::Stylesheet));
    }
}
