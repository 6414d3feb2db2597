//! WCAG AA: text has a contrast of 4.5, the edges of controls of 3, in light and dark.

use crate::pages::assets::STYLESHEET;
use std::collections::HashMap;

const TEXT: &[(&str, &str)] = &[
    ("ink", "page"),
    ("ink", "card"),
    ("ink", "tint"),
    ("soft", "card"),
    ("soft", "tint"),
    ("soft", "page"),
    ("accent", "page"),
    ("accent-hover", "page"),
    ("accent", "card"),
    ("accent", "tint"),
    ("accent-hover", "card"),
    ("accent-hover", "tint"),
    ("on-accent", "accent"),
    ("on-accent", "accent-hover"),
    ("danger", "card"),
    ("danger", "danger-tint"),
];
const EDGES: &[(&str, &str)] = &[
    ("edge", "card"),
    ("focus", "card"),
    ("focus", "page"),
    ("danger", "card"),
    ("accent", "card"),
];

#[test]
fn every_pair_of_colours_is_readable() {
    let css = str::from_utf8(STYLESHEET).unwrap();
    let (light, dark) = css.split_once("prefers-color-scheme: dark").unwrap();
    for theme in [colours(light), colours(dark)] {
        for (pairs, least) in [(TEXT, 4.5), (EDGES, 3.0)] {
            for (front, back) in pairs {
                let ratio = contrast(theme[front], theme[back]);
                assert!(ratio >= least, "{front} on {back}: {ratio:.2}");
            }
        }
    }
}

fn colours(css: &str) -> HashMap<&str, u32> {
    css.lines()
        .filter_map(|line| {
            line.trim()
                .strip_prefix("--")?
                .strip_suffix(';')?
                .split_once(": #")
        })
        .map(|(name, hex)| (name, u32::from_str_radix(hex, 16).unwrap()))
        .collect()
}

fn contrast(a: u32, b: u32) -> f64 {
    let (a, b) = (luminance(a), luminance(b));
    (a.max(b) + 0.05) / (a.min(b) + 0.05)
}

fn luminance(rgb: u32) -> f64 {
    let [_, r, g, b] = rgb.to_be_bytes().map(|byte| {
        let c = f64::from(byte) / 255.0;
        if c <= 0.04045 {
            c / 12.92
        } else {
            ((c + 0.055) / 1.055).powf(2.4)
        }
    });
    0.2126 * r + 0.7152 * g + 0.0722 * b
}
