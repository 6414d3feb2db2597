//! One call: checked address, bounded time, bounded size.

use super::resolver::Resolver;
use super::{Accept, Document, FetchError, Headers, Networks, SetupError};
use crate::config::Fetching;
use bytes::{Bytes, BytesMut};
use reqwest::header::{ACCEPT, CACHE_CONTROL, CONTENT_TYPE};
use reqwest::redirect::Policy;
use reqwest::{Certificate, Client, RequestBuilder, Response, Url};
use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::{OnceCell, Semaphore};
use url::Host;

/// Most bytes of an answer.
pub const MOST: usize = 256 * 1024;
/// How long a call may take, from the name to the last byte.
const PATIENCE: Duration = Duration::from_secs(5);
/// Calls at once.
const AT_ONCE: usize = 64;
/// How long a document may be used whose server says nothing.
const USUAL: Duration = Duration::from_mins(5);
/// How long any document may be used, at least and at most.
const BOUNDS: (Duration, Duration) = (Duration::from_mins(1), Duration::from_hours(1));

/// Makes calls.
pub struct Caller {
    networks: Arc<Networks>,
    authorities: Vec<Certificate>,
    /// Made when it is first needed.
    client: OnceCell<Client>,
    under_way: Semaphore,
}

impl Caller {
    pub fn new(settings: &Fetching) -> Result<Self, SetupError> {
        Ok(Self {
            networks: Arc::new(Networks::new(settings.networks.clone())),
            authorities: authorities(settings)?,
            client: OnceCell::new(),
            under_way: Semaphore::new(AT_ONCE),
        })
    }

    pub async fn get(&self, url: &str, accept: Accept) -> Result<Document, FetchError> {
        let url = self.checked(url)?;
        let request = self
            .client()
            .await?
            .get(url)
            .header(ACCEPT, accept.join(", "));
        let _permit = self.under_way.try_acquire().map_err(|_| FetchError::Busy)?;
        let response = succeeded(send(request).await?)?;
        check_type(&response, accept)?;
        let lifetime = lifetime(&response);
        Ok(Document {
            body: read(response).await?,
            lifetime,
        })
    }

    pub async fn post(
        &self,
        url: &str,
        content_type: &'static str,
        headers: Headers,
        body: String,
    ) -> Result<u16, FetchError> {
        let url = self.postable(url)?;
        let mut request = self.client().await?.post(url);
        request = request.header(CONTENT_TYPE, content_type);
        for (name, value) in headers {
            request = request.header(name, value);
        }
        let _permit = self.under_way.try_acquire().map_err(|_| FetchError::Busy)?;
        let response = send(request.body(body)).await?;
        Ok(response.status().as_u16())
    }

    pub fn check(&self, url: &str) -> Result<(), FetchError> {
        self.postable(url).map(drop)
    }

    fn postable(&self, url: &str) -> Result<Url, FetchError> {
        match self.on_this_machine(url) {
            Some(url) => Ok(url),
            None => self.checked(url),
        }
    }

    /// What the address itself tells; a name is looked at when it is resolved.
    fn checked(&self, url: &str) -> Result<Url, FetchError> {
        let url = Url::parse(url).map_err(|_| FetchError::NotHttps)?;
        let host = url.host().filter(|_| url.scheme() == "https");
        let literal = match host.ok_or(FetchError::NotHttps)? {
            Host::Ipv4(address) => Some(address.into()),
            Host::Ipv6(address) => Some(address.into()),
            Host::Domain(_) => None,
        };
        match literal.filter(|address| !self.networks.allow(*address)) {
            Some(address) => Err(FetchError::NotPublic(address)),
            None => Ok(url),
        }
    }

    /// An app under development, called without TLS: on this machine only, and only where the operator
    /// has opened its own network.
    fn on_this_machine(&self, url: &str) -> Option<Url> {
        let url = Url::parse(url).ok()?;
        let address: IpAddr = match url.host()? {
            Host::Ipv4(address) => address.into(),
            Host::Ipv6(address) => address.into(),
            Host::Domain("localhost") => Ipv4Addr::LOCALHOST.into(),
            Host::Domain(_) => return None,
        };
        let opened = address.is_loopback() && self.networks.allow(address);
        (opened && url.scheme() == "http").then_some(url)
    }

    /// Reading the system's authorities takes a while, and blocks.
    async fn client(&self) -> Result<&Client, FetchError> {
        let make = || async {
            let networks = Arc::clone(&self.networks);
            let authorities = self.authorities.clone();
            let made = tokio::task::spawn_blocking(|| make_client(networks, authorities)).await;
            let interrupted = |_| FetchError::Failed("it was interrupted".to_owned());
            Ok(made.map_err(interrupted)??)
        };
        self.client.get_or_try_init(make).await
    }
}

fn make_client(networks: Arc<Networks>, authorities: Vec<Certificate>) -> reqwest::Result<Client> {
    Client::builder()
        .user_agent("signet")
        .redirect(Policy::none())
        .referer(false)
        .no_proxy()
        .timeout(PATIENCE)
        // Calls are rare, and each is to be checked anew.
        .pool_max_idle_per_host(0)
        .dns_resolver(Resolver(networks))
        .tls_certs_merge(authorities)
        .build()
}

fn authorities(settings: &Fetching) -> Result<Vec<Certificate>, SetupError> {
    let Some(path) = &settings.ca else {
        return Ok(Vec::new());
    };
    let pem = std::fs::read(path).map_err(|error| SetupError::Read(path.clone(), error))?;
    let read = Certificate::from_pem_bundle(&pem).unwrap_or_default();
    if read.is_empty() {
        return Err(SetupError::NoCertificate(path.clone()));
    }
    Ok(read)
}

async fn send(request: RequestBuilder) -> Result<Response, FetchError> {
    Ok(request.send().await?)
}

fn succeeded(response: Response) -> Result<Response, FetchError> {
    match response.status().as_u16() {
        200 => Ok(response),
        status => Err(FetchError::Status(status)),
    }
}

fn check_type(response: &Response, accept: Accept) -> Result<(), FetchError> {
    let given = response.headers().get(CONTENT_TYPE);
    let given = given.and_then(|given| given.to_str().ok());
    let essence = given.and_then(|given| given.split(';').next());
    let essence = essence.unwrap_or_default().trim();
    let fits = accept.iter().any(|kind| kind.eq_ignore_ascii_case(essence));
    fits.then_some(()).ok_or(FetchError::ContentType)
}

/// RFC 9111 §5.2.2.1, within our bounds.
fn lifetime(response: &Response) -> Duration {
    let values = response.headers().get_all(CACHE_CONTROL);
    let mut directives = values
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','));
    let max_age = directives.find_map(|directive| {
        let (name, seconds) = directive.trim().split_once('=')?;
        let named = name.eq_ignore_ascii_case("max-age");
        named.then(|| seconds.trim_matches('"').parse().ok())?
    });
    let (least, most) = BOUNDS;
    max_age
        .map_or(USUAL, Duration::from_secs)
        .clamp(least, most)
}

/// Reads the body as it comes, and not a byte more than is allowed.
async fn read(mut response: Response) -> Result<Bytes, FetchError> {
    let announced = response.content_length().unwrap_or(0);
    if usize::try_from(announced).map_or(true, |announced| announced > MOST) {
        return Err(FetchError::TooLarge);
    }
    let mut body = BytesMut::new();
    while let Some(chunk) = response.chunk().await? {
        if body.len() + chunk.len() > MOST {
            return Err(FetchError::TooLarge);
        }
        body.extend_from_slice(&chunk);
    }
    Ok(body.freeze())
}
