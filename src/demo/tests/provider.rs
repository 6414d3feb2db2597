//! A provider that is really there, for the demo's tests: the use cases behind a little HTTP.

use crate::clock::{ManualClock, Timestamp};
use crate::config::{Config, Sources};
use crate::demo::pending::Pending;
use crate::demo::{DemoError, Finished, finish, register, start};
use crate::entropy::SeededEntropy;
use crate::flow::authorize::{self, Outcome, Visitor};
use crate::flow::client_auth::ClientRequest;
use crate::flow::discovery::{self, Endpoint};
use crate::flow::session::{self, SignedIn};
use crate::flow::sign_in::{self, Begun, Origin};
use crate::flow::userinfo::{self, UserinfoAnswer};
use crate::flow::{Browser, Failure, Services, setup, token};
use crate::oidc::{AuthorizationResponse, Parameters};
use crate::secret::Secret;
use actix_web::http::header::AUTHORIZATION;
use actix_web::web::{self, Bytes, Data};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer};
use serde_json::{Value, json};
use std::net::{IpAddr, Ipv4Addr, TcpListener};
use std::sync::{Arc, Mutex};

/// What a provider gone wrong does to its answers, by their path.
pub type Mischief = fn(&str, &mut Value);

pub struct Provider {
    pub services: Data<Services>,
    pub clock: Arc<ManualClock>,
    mischief: Data<Mutex<Mischief>>,
    browser: Browser,
    signed_in: SignedIn,
    _dir: tempfile::TempDir,
}

const ENDPOINTS: [(&str, &str); 5] = [
    ("authorization_endpoint", "/authorize"),
    ("token_endpoint", "/token"),
    ("userinfo_endpoint", "/userinfo"),
    ("jwks_uri", "/jwks"),
    ("end_session_endpoint", "/logout"),
];

pub async fn services(issuer: &str, demo: &str) -> (Services, Arc<ManualClock>, tempfile::TempDir) {
    let dir = tempfile::tempdir().unwrap();
    let path = |name: &str| dir.path().join(name).to_str().unwrap().to_owned();
    let flags = [
        ("issuer", issuer.to_owned()),
        ("demo", demo.to_owned()),
        ("data-dir", path("data")),
        ("keys-dir", path("keys")),
    ];
    let config = Config::load(Sources {
        flags: flags.map(|(name, value)| (name.to_owned(), value)).to_vec(),
        ..Sources::default()
    });
    // Long ago, so that nobody looks at the clock of this machine unnoticed.
    let clock = Arc::new(ManualClock::at(Timestamp(1_600_000_000)));
    let entropy = Arc::new(SeededEntropy::new(1));
    let services = crate::deployment::open(config.unwrap(), clock.clone(), entropy);
    (services.await.unwrap(), clock, dir)
}

async fn sign_in(services: &Services) -> SignedIn {
    let form = setup::Form {
        name: "Ada Lovelace".to_owned(),
        username: "ada".to_owned(),
        email: "ada@example.com".to_owned(),
        password: Secret::new("seven purple engines hum".to_owned()),
    };
    let link = setup::token(services).await.unwrap();
    let proof = setup::create_owner(services, &link, form).await.unwrap();
    let origin = Origin::at(IpAddr::V4(Ipv4Addr::LOCALHOST));
    let begun = sign_in::begin(services, proof, origin).await.unwrap();
    let Begun::Session(held) = begun else {
        panic!("no session: {begun:?}")
    };
    let signed_in = session::current(services, Some(&held.current))
        .await
        .unwrap();
    signed_in.unwrap()
}

/// A provider that is really reached over HTTP, and a person who is signed in there.
pub async fn provider() -> Provider {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let issuer = format!("http://localhost:{}", listener.local_addr().unwrap().port());
    let (services, clock, dir) = services(&issuer, "on").await;
    register(&services).await.unwrap();
    let signed_in = sign_in(&services).await;
    let browser = Browser::new(&services);
    let services = Data::new(services);
    let mischief: Data<Mutex<Mischief>> = Data::new(Mutex::new(|_, _| ()));
    serve(listener, services.clone(), mischief.clone());
    Provider {
        services,
        clock,
        mischief,
        browser,
        signed_in,
        _dir: dir,
    }
}

fn serve(listener: TcpListener, services: Data<Services>, mischief: Data<Mutex<Mischief>>) {
    let app = move || {
        App::new()
            .app_data(services.clone())
            .app_data(mischief.clone())
            .default_service(web::to(answer))
    };
    let server = HttpServer::new(app).workers(1).disable_signals();
    actix_web::rt::spawn(server.listen(listener).unwrap().run());
}

async fn answer(
    services: Data<Services>,
    mischief: Data<Mutex<Mischief>>,
    request: HttpRequest,
    body: Bytes,
) -> HttpResponse {
    let result = dispatch(&services, &request, &body).await;
    match result {
        Ok(mut json) => {
            mischief.lock().unwrap()(request.path(), &mut json);
            HttpResponse::Ok().json(json)
        }
        Err(Failure::Refused { error, .. }) => HttpResponse::BadRequest().json(json!({
            "error": error.code.as_str(), "error_description": error.description,
        })),
        Err(other) => panic!("{other}"),
    }
}

async fn dispatch(
    services: &Services,
    request: &HttpRequest,
    body: &[u8],
) -> Result<Value, Failure> {
    let authorization = request.headers().get(AUTHORIZATION);
    let authorization = authorization.map(|value| value.to_str().unwrap());
    let json = match request.path() {
        "/jwks" => return Ok(serde_json::from_slice(&services.keys().jwks().json).unwrap()),
        "/token" => {
            let request = ClientRequest {
                authorization,
                parameters: &Parameters::parse(body).unwrap(),
                path: "/token",
                address: Ipv4Addr::LOCALHOST.into(),
            };
            serde_json::to_value(token::token(services, &request).await?)
        }
        "/userinfo" => {
            let token = authorization.unwrap().strip_prefix("Bearer ").unwrap();
            return match userinfo::userinfo(services, token).await? {
                UserinfoAnswer::Json(claims) => Ok(Value::Object(claims)),
                UserinfoAnswer::Jwt(_) => panic!("the demo asks for plain claims"),
            };
        }
        _ => {
            let endpoints = ENDPOINTS.map(|(name, path)| Endpoint { name, path });
            serde_json::to_value(discovery::metadata(services, endpoints.into_iter()))
        }
    };
    Ok(json.unwrap())
}

impl Provider {
    /// What the browser brings back from `authorize_url`.
    pub async fn authorize(&self, authorize_url: &str, allow: bool) -> String {
        let (_, query) = authorize_url.split_once('?').unwrap();
        let parameters = Parameters::parse(query.as_bytes()).unwrap();
        let visitor = Visitor {
            browser: &self.browser,
            signed_in: Some(&self.signed_in),
            waiting: &[],
            device: None,
        };
        let services = &self.services;
        let mut outcome = authorize::begin(services, &parameters, visitor)
            .await
            .unwrap();
        if let Outcome::Show(show) = &outcome {
            outcome = authorize::consent(services, &show.sealed, visitor, allow)
                .await
                .unwrap();
        }
        match outcome {
            Outcome::Respond {
                response: AuthorizationResponse::Redirect(url),
                ..
            } => url.split_once("/demo/callback?").unwrap().1.to_owned(),
            other => panic!("{other:?}"),
        }
    }

    /// A whole sign-in, with `change` of what the demo remembers.
    pub async fn run(&self, change: fn(&mut Pending)) -> Result<Finished, DemoError> {
        let started = start(&self.services).await?;
        let query = self.authorize(&started.authorize_url, true).await;
        let mut pending = Pending::open(&self.services, &started.sealed_state).unwrap();
        change(&mut pending);
        let sealed = pending.seal(&self.services).unwrap();
        finish(&self.services, &sealed, &query).await
    }

    /// What a whole sign-in says if the provider does `mischief`.
    pub async fn betrayed(&self, mischief: Mischief) -> String {
        *self.mischief.lock().unwrap() = mischief;
        let error = self.run(|_| ()).await.map(|_| ()).unwrap_err();
        *self.mischief.lock().unwrap() = |_, _| ();
        format!("{error} {}", error.detail())
    }
}
