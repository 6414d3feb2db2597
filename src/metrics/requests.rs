//! How long answers took, by route, method and class of status.

use super::Text;
use super::families::HTTP_SERVER_REQUEST_DURATION as FAMILY;
use super::histogram::{Histogram, SECONDS, Sum};
use super::shard::{self, SHARDS};
use std::sync::OnceLock;

/// The last stands for all others.
const METHODS: [&str; 8] = [
    "GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "_OTHER",
];
const CLASSES: [&str; 5] = ["1xx", "2xx", "3xx", "4xx", "5xx"];
const SERIES: usize = METHODS.len() * CLASSES.len();

/// Those of one route, each made when it is first needed.
type Series = [OnceLock<Histogram>; SERIES];

/// Answers of a server with these routes.
#[derive(Debug)]
pub struct Requests {
    /// The last is for requests to no route.
    routes: Vec<&'static str>,
    shards: [Vec<OnceLock<Box<Series>>>; SHARDS],
}

impl Requests {
    /// None yet.
    pub fn new(routes: impl Iterator<Item = &'static str>) -> Self {
        let routes: Vec<_> = routes.chain(["(none)"]).collect();
        let none = || routes.iter().map(|_| OnceLock::new()).collect();
        Self {
            shards: std::array::from_fn(|_| none()),
            routes,
        }
    }

    /// Notes an answer. `route` is its place among the routes, if it has one.
    pub fn note(&self, route: Option<usize>, method: &str, status: u16, micros: u64) {
        let route = route.unwrap_or(self.routes.len() - 1);
        let known = METHODS.iter().position(|known| *known == method);
        let method = known.unwrap_or(METHODS.len() - 1);
        let class = usize::from(status / 100).clamp(1, CLASSES.len()) - 1;
        let routes = self.shards.get(shard::own());
        let Some(series) = routes.and_then(|routes| routes.get(route)) else {
            return;
        };
        let series = series.get_or_init(|| Box::new(std::array::from_fn(|_| OnceLock::new())));
        if let Some(histogram) = series.get(method * CLASSES.len() + class) {
            histogram
                .get_or_init(|| Histogram::new(&SECONDS))
                .note(micros);
        }
    }

    /// Tells of every series that there has been.
    pub fn tell(&self, text: &mut Text) {
        text.family(&FAMILY);
        for (place, route) in self.routes.iter().enumerate() {
            for (number, method) in METHODS.iter().enumerate() {
                for (class, name) in CLASSES.iter().enumerate() {
                    let parts = self.parts(place, number * CLASSES.len() + class);
                    if parts.is_empty() {
                        continue;
                    }
                    let labels = [
                        ("http_request_method", *method),
                        ("http_route", *route),
                        ("http_response_status_class", *name),
                    ];
                    Sum::of(&SECONDS, parts).tell(text, &FAMILY, &labels);
                }
            }
        }
    }

    /// What each worker has of one series.
    fn parts(&self, route: usize, series: usize) -> Vec<&Histogram> {
        let routes = self.shards.iter().filter_map(|routes| routes.get(route));
        routes
            .filter_map(OnceLock::get)
            .filter_map(|all| all.get(series).and_then(OnceLock::get))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_of_all_workers_add_up() {
        let requests = Requests::new(["/token", "/jwks"].into_iter());
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| requests.note(Some(0), "POST", 200, 70));
            }
        });
        requests.note(Some(1), "BREW", 418, 10);
        requests.note(None, "GET", 404, 10);
        let mut text = Text::default();
        requests.tell(&mut text);
        let told = text.into_string();
        for line in [
            "http_server_request_duration_seconds_count{http_request_method=\"POST\",http_route=\"/token\",http_response_status_class=\"2xx\"} 4",
            "http_server_request_duration_seconds_count{http_request_method=\"_OTHER\",http_route=\"/jwks\",http_response_status_class=\"4xx\"} 1",
            "http_server_request_duration_seconds_count{http_request_method=\"GET\",http_route=\"(none)\",http_response_status_class=\"4xx\"} 1",
        ] {
            assert!(told.contains(line), "{told}");
        }
        assert_eq!(told.matches("_count").count(), 3);
    }
}
