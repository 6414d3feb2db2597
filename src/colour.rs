//! Colours that stay readable (WCAG 2.2 §1.4.3, §1.4.11): from one accent colour the shades that
//! the stylesheet needs, in light and dark.

use std::fmt;

/// A colour on a screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Colour {
    red: u8,
    green: u8,
    blue: u8,
}

/// What text must stand out from its ground by (WCAG 2.2 §1.4.3), and a little for rounding.
const TEXT: f64 = 4.55;

/// So fine are the steps in which a colour is made darker or lighter.
const STEPS: u8 = 100;

impl Colour {
    const WHITE: Self = Self::new(255, 255, 255);
    const BLACK: Self = Self::new(0, 0, 0);
    /// Grounds of the stylesheet: `--card` in light and dark.
    const LIGHT_CARD: Self = Self::WHITE;
    const DARK_CARD: Self = Self::new(0x1a, 0x1e, 0x1c);

    const fn new(red: u8, green: u8, blue: u8) -> Self {
        Self { red, green, blue }
    }

    /// Reads `#rrggbb`.
    pub fn parse(text: &str) -> Option<Self> {
        let digits = text.strip_prefix('#').filter(|digits| digits.len() == 6)?;
        if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let [_, red, green, blue] = u32::from_str_radix(digits, 16).ok()?.to_be_bytes();
        Some(Self::new(red, green, blue))
    }

    /// How much two colours stand out from each other, from 1 to 21 (WCAG 2.2, contrast ratio).
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }

    /// Relative luminance (WCAG 2.2).
    fn luminance(self) -> f64 {
        let [red, green, blue] = [self.red, self.green, self.blue].map(|channel| {
            let channel = f64::from(channel) / 255.0;
            if channel <= 0.04045 {
                channel / 12.92
            } else {
                ((channel + 0.055) / 1.055).powf(2.4)
            }
        });
        0.2126 * red + 0.7152 * green + 0.0722 * blue
    }

    /// This colour with `percent` of `other`.
    fn mixed(self, other: Self, percent: u8) -> Self {
        let percent = u16::from(percent.min(STEPS));
        let mix = |a: u8, b: u8| {
            let sum = u16::from(a) * (u16::from(STEPS) - percent) + u16::from(b) * percent;
            u8::try_from((sum + 50) / u16::from(STEPS)).unwrap_or(u8::MAX)
        };
        Self::new(
            mix(self.red, other.red),
            mix(self.green, other.green),
            mix(self.blue, other.blue),
        )
    }
}

impl fmt::Display for Colour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { red, green, blue } = self;
        write!(f, "#{red:02x}{green:02x}{blue:02x}")
    }
}

/// The shades of an accent colour for one theme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shades {
    /// For links, and the ground of the main button.
    pub accent: Colour,
    /// The same under the pointer.
    pub hover: Colour,
    /// For text on the main button.
    pub on_accent: Colour,
    /// A ground that sets things apart.
    pub tint: Colour,
}

impl Shades {
    /// For the light theme: as dark as it takes.
    pub fn light(accent: Colour) -> Self {
        Self::of(accent, Colour::LIGHT_CARD, Colour::BLACK, Colour::WHITE)
    }

    /// For the dark theme: as light as it takes.
    pub fn dark(accent: Colour) -> Self {
        Self::of(accent, Colour::DARK_CARD, Colour::WHITE, Colour::BLACK)
    }

    /// Goes from `accent` towards `end` until it stands out from `card` and from the tint. What
    /// stands out from `end` then stands out from it.
    fn of(accent: Colour, card: Colour, end: Colour, on_accent: Colour) -> Self {
        let all = (0..=STEPS).map(|percent| accent.mixed(end, percent));
        let found = all.map(|accent| (accent, card.mixed(accent, 7)));
        let stands_out =
            |accent: Colour, tint| accent.contrast(card) >= TEXT && accent.contrast(tint) >= TEXT;
        let mut found = found.filter(|(accent, tint)| stands_out(*accent, *tint));
        // The end itself always does.
        let (accent, tint) = found.next().unwrap_or((end, card));
        Self {
            accent,
            hover: accent.mixed(end, 22),
            on_accent,
            tint,
        }
    }

    fn rule(self) -> String {
        let Self {
            accent,
            hover,
            on_accent,
            tint,
        } = self;
        format!(
            ":root {{ --accent: {accent}; --accent-hover: {hover}; --on-accent: {on_accent}; --tint: {tint}; }}"
        )
    }
}

/// The lines of a stylesheet that make `accent` the accent colour, in light and dark.
pub fn rules(accent: Colour) -> String {
    let (light, dark) = (Shades::light(accent).rule(), Shades::dark(accent).rule());
    format!("\n{light}\n@media (prefers-color-scheme: dark) {{ {dark} }}\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LIGHT: [&str; 3] = ["#1b211e", "#545d58", "#a3242b"];
    const DARK: [&str; 3] = ["#e9edea", "#a9b2ad", "#ff9f98"];

    fn is_readable(shades: Shades, card: Colour, inks: [&str; 3]) {
        for ground in [card, shades.tint] {
            for front in [shades.accent, shades.hover] {
                assert!(front.contrast(ground) >= 4.5, "{shades:?}");
            }
            for ink in inks {
                let ink = Colour::parse(ink).unwrap();
                assert!(ink.contrast(ground) >= 4.5, "{ink} in {shades:?}");
            }
        }
        for button in [shades.accent, shades.hover] {
            assert!(shades.on_accent.contrast(button) >= 4.5, "{shades:?}");
        }
    }

    #[test]
    fn colours_are_written_as_css_does() {
        let colour = Colour::parse("#1F6650").unwrap();
        assert_eq!(colour.to_string(), "#1f6650");
        for wrong in [
            "", "1f6650", "#1f665", "#1f66500", "#1f66é", "#+f6650", "red",
        ] {
            assert_eq!(Colour::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_colour_that_is_readable_stays_as_it_is() {
        let green = Colour::parse("#1f6650").unwrap();
        assert_eq!(Shades::light(green).accent, green);
        let yellow = Colour::parse("#ffe000").unwrap();
        assert_ne!(Shades::light(yellow).accent, yellow);
        assert_eq!(Shades::dark(yellow).accent, yellow);
    }

    proptest! {
        #[test]
        fn every_accent_is_readable(red: u8, green: u8, blue: u8) {
            let accent = Colour::new(red, green, blue);
            is_readable(Shades::light(accent), Colour::LIGHT_CARD, LIGHT);
            is_readable(Shades::dark(accent), Colour::DARK_CARD, DARK);
        }
    }
}
