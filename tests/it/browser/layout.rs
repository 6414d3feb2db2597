//! How a page looks: pictures of it, and no need to scroll sideways.

use super::Chromium;
use crate::harness::is_postgres;
use data_encoding::BASE64;
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// 320 pixels are also what 1280 are at 400 % zoom (WCAG 2.2 §1.4.10).
const NARROWEST: u32 = 320;
const WIDTHS: [u32; 2] = [390, 1280];
const HEIGHT: u32 = 844;
const SCHEMES: [&str; 2] = ["light", "dark"];

/// The page and what it has loaded from the same origin, with their bytes.
const SIZES: &str = r"
const loaded = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
return loaded
  .filter(({ name }) => new URL(name).origin === location.origin)
  .map(({ name, decodedBodySize }) => [new URL(name).pathname, decodedBodySize]);
";

/// `target/screenshots`.
fn folder() -> PathBuf {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().unwrap();
    let folder = target.join("screenshots");
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

impl Chromium {
    /// Takes pictures of the page at each width and in each scheme, after making sure that it fits
    /// the narrowest screen, that nothing on it shuts anybody out, and that it is small. What shuts
    /// people out is a matter of the width or of the colours, hardly of both: each is looked at once.
    /// Pages know of no database: with PostgreSQL they are as they were without.
    pub async fn picture(&self, name: &str) {
        if is_postgres() {
            return;
        }
        self.fits(name).await;
        self.is_small(name).await;
        let [light, dark] = SCHEMES;
        for (width, scheme) in [(NARROWEST, dark), (WIDTHS[0], light)] {
            self.width(width).await;
            self.scheme(scheme).await;
            self.accessible(&format!("{name} {width} {scheme}")).await;
        }
        for width in WIDTHS {
            self.width(width).await;
            for scheme in SCHEMES {
                self.scheme(scheme).await;
                self.shoot(name, width, scheme).await;
            }
        }
    }

    /// The same for a page that others show in English.
    pub async fn picture_in(&self, language: &str, page: &str) {
        if is_postgres() {
            return;
        }
        let name = format!("{language}-{page}");
        match language {
            // Whatever has a side has the other one here.
            "ar" => self.picture(&name).await,
            "en" => {
                self.glance(&name).await;
                self.accessible(&name).await;
            }
            _ => self.glance(&name).await,
        }
    }

    /// Takes one of a page that is known from [`Chromium::picture`] and only speaks another language,
    /// as a phone shows it: in other words it may find no room.
    pub async fn glance(&self, name: &str) {
        if is_postgres() {
            return;
        }
        self.fits(name).await;
        self.is_small(name).await;
        let ([width, _], [scheme, _]) = (WIDTHS, SCHEMES);
        self.width(width).await;
        self.scheme(scheme).await;
        self.shoot(name, width, scheme).await;
    }

    /// Takes a picture of the page as it is shown now, from top to bottom.
    async fn shoot(&self, name: &str, width: u32, scheme: &str) {
        let height = self.metrics().await["cssContentSize"]["height"].clone();
        let clip = json!({ "x": 0, "y": 0, "width": width, "height": height, "scale": 1 });
        // A page that fits is on the screen: beyond it, one that is read from right to left would be
        // taken beside its place.
        let how = if height.as_f64().unwrap() > f64::from(HEIGHT) {
            json!({ "captureBeyondViewport": true, "clip": clip, "optimizeForSpeed": true })
        } else {
            json!({ "optimizeForSpeed": true })
        };
        let shot = self.cdp("Page.captureScreenshot", how).await;
        let png = shot["data"].as_str().unwrap().as_bytes();
        let png = BASE64.decode(png).unwrap();
        let file = folder().join(format!("{name}-{width}-{scheme}.png"));
        std::fs::write(file, png).unwrap();
    }

    /// Makes sure that the page and what it loads from here are at most 30 KB in all, 60 KB of an
    /// operator's.
    async fn is_small(&self, name: &str) {
        let sizes = self.driver.execute(SIZES, vec![]).await.unwrap();
        let sizes: Vec<(String, u64)> = sizes.convert().unwrap();
        let all: u64 = sizes.iter().map(|(_, bytes)| bytes).sum();
        let is_console = self.url().await.path().starts_with("/admin");
        let most = if is_console { 60_000 } else { 30_000 };
        assert!((1_000..=most).contains(&all), "{name}: {sizes:?}");
    }

    /// Makes sure that the page can be read without scrolling sideways.
    pub async fn fits(&self, name: &str) {
        for width in [NARROWEST].into_iter().chain(WIDTHS) {
            self.width(width).await;
            let metrics = self.metrics().await;
            let content = metrics["cssContentSize"]["width"].as_f64().unwrap();
            let seen = metrics["cssLayoutViewport"]["clientWidth"]
                .as_f64()
                .unwrap();
            assert!(
                content <= seen,
                "{name}: {content} px wide where {seen} are seen"
            );
        }
    }

    async fn width(&self, width: u32) {
        let screen =
            json!({ "width": width, "height": HEIGHT, "deviceScaleFactor": 1, "mobile": false });
        self.cdp("Emulation.setDeviceMetricsOverride", screen).await;
    }

    async fn scheme(&self, scheme: &str) {
        let scheme = json!({ "name": "prefers-color-scheme", "value": scheme });
        // Colours on their way from one scheme to the other are in neither.
        let calm = json!({ "name": "prefers-reduced-motion", "value": "reduce" });
        let media = json!({ "features": [scheme, calm] });
        self.cdp("Emulation.setEmulatedMedia", media).await;
    }

    async fn metrics(&self) -> Value {
        self.cdp("Page.getLayoutMetrics", json!({})).await
    }
}
