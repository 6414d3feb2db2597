//! `signet client add`.

use crate::cli::operator::Operator;
use crate::cli::output;
use crate::oidc::client_metadata::{ApplicationType, ClientAuthMethod, usual_response_types};
use crate::oidc::{ClientId, ClientMetadata, ScopeSet};
use serde_json::{Map, Value, json};

const EXAMPLES: &str = "\
An app with a server:
  signet client add --name \"My app\" --redirect-uri https://app.example/callback

An app that runs in the browser or on a phone, and cannot keep a secret:
  signet client add --name \"My page\" --public --redirect-uri https://page.example/callback
  signet client add --name \"My tool\" --public --native --redirect-uri http://127.0.0.1/callback

A program that acts for itself:
  signet client add --name Backup --grant client_credentials --scope backup:write

An app with keys of its own instead of a secret:
  signet client add --name \"My app\" --redirect-uri https://app.example/callback \\
      --auth-method private_key_jwt --jwks-uri https://app.example/jwks.json

Every other member of the registration (token formats, algorithms, logo, …) is for `signet client set`
or `signet apply`.";

/// Connect an app
///
/// Prints what the app needs to know: its id, its secret (this once), the issuer and the address
/// of the discovery document, from which most libraries learn the rest.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag")]
pub struct Args {
    /// Name shown to people
    #[arg(long)]
    name: Option<String>,
    /// Address in the app that people come back to, exactly as the app sends it; may be given
    /// several times
    #[arg(long = "redirect-uri", value_name = "URI")]
    redirect_uris: Vec<String>,
    /// Address that people may be sent to after signing out; may be given several times
    #[arg(long = "post-logout-redirect-uri", value_name = "URI")]
    post_logout_redirect_uris: Vec<String>,
    /// The app cannot keep a secret: pages in the browser, phones, desktops
    #[arg(long, conflicts_with = "auth_method")]
    public: bool,
    /// The app is installed on people's devices: allows schemes such as com.example.app:/callback
    /// and any port on a loopback address
    #[arg(long)]
    native: bool,
    /// People are not asked whether the app may know who they are: for apps of your own
    #[arg(long)]
    trusted: bool,
    /// How strong every sign-in to the app has to be, such as urn:signet:acr:mfa for a second factor
    #[arg(long, value_name = "ACR")]
    minimum_acr: Option<String>,
    /// The accent colour of the pages on which people sign in to the app, such as #7a1fa2
    #[arg(long, value_name = "COLOUR")]
    accent_color: Option<String>,
    /// What the sign-in page says below the app's name, such as whose account to use
    #[arg(long, value_name = "TEXT")]
    sign_in_text: Option<String>,
    /// A file with a stylesheet that is added to that of the pages on which people sign in to the app
    #[arg(long, value_name = "FILE", value_parser = text)]
    stylesheet: Option<String>,
    /// The client_id [default: a random one]
    #[arg(long, value_name = "ID")]
    id: Option<String>,
    /// A grant the app may use; may be given several times [default: authorization_code and
    /// refresh_token]
    #[arg(long = "grant", value_name = "GRANT")]
    grants: Vec<String>,
    /// Scopes the app may ask for; may be given several times [default: all of OpenID Connect]
    #[arg(long = "scope", value_name = "SCOPES", value_parser = ScopeSet::parse_all)]
    scopes: Vec<ScopeSet>,
    /// How the app authenticates: client_secret_basic, client_secret_post, client_secret_jwt,
    /// private_key_jwt or none
    #[arg(long, value_name = "METHOD", value_parser = auth_method)]
    auth_method: Option<ClientAuthMethod>,
    /// Where the app publishes its public keys, for private_key_jwt
    #[arg(long, value_name = "URI")]
    jwks_uri: Option<String>,
    /// A file with the app's public keys, where it does not publish them
    #[arg(long, value_name = "FILE", value_parser = key_set, conflicts_with = "jwks_uri")]
    jwks: Option<Value>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

fn auth_method(text: &str) -> Result<ClientAuthMethod, String> {
    serde_json::from_value(json!(text))
        .map_err(|_| format!("use {}", METHODS.map(ClientAuthMethod::as_str).join(", ")))
}

const METHODS: [ClientAuthMethod; 5] = [
    ClientAuthMethod::ClientSecretBasic,
    ClientAuthMethod::ClientSecretPost,
    ClientAuthMethod::ClientSecretJwt,
    ClientAuthMethod::PrivateKeyJwt,
    ClientAuthMethod::None,
];

fn text(path: &str) -> Result<String, String> {
    std::fs::read_to_string(path).map_err(|error| error.to_string())
}

fn key_set(path: &str) -> Result<Value, String> {
    let text = std::fs::read(path).map_err(|error| error.to_string())?;
    serde_json::from_slice(&text).map_err(|_| "the file holds no JSON".to_owned())
}

impl Args {
    /// Adds the client.
    pub async fn run(self, operator: &Operator) -> anyhow::Result<()> {
        let json = self.json;
        let id = self.id.clone().map(ClientId::try_from).transpose()?;
        let mut new = serde_json::to_value(self.metadata())?;
        if let (Some(id), Some(new)) = (id, new.as_object_mut()) {
            new.insert("client_id".to_owned(), json!(id));
        }
        let mut added: Map<String, Value> = operator.post("/clients", &new).await?;
        let issuer = operator.issuer();
        let root = issuer.trim_end_matches('/');
        let discovery = format!("{root}/.well-known/openid-configuration");
        added.extend([
            ("issuer".to_owned(), json!(issuer)),
            ("discovery".to_owned(), json!(discovery)),
        ]);
        if json {
            output::json(&added)
        } else {
            output::warning_of(added.get("warning"));
            print(&added)
        }
    }

    fn metadata(self) -> ClientMetadata {
        let defaults = ClientMetadata::default();
        let grant_types = match self.grants.as_slice() {
            [] => ["authorization_code", "refresh_token"]
                .map(str::to_owned)
                .to_vec(),
            _ => self.grants,
        };
        let method = match (self.public, self.auth_method) {
            (true, _) => ClientAuthMethod::None,
            (false, method) => method.unwrap_or_default(),
        };
        ClientMetadata {
            redirect_uris: self.redirect_uris,
            post_logout_redirect_uris: self.post_logout_redirect_uris,
            token_endpoint_auth_method: method,
            jwks_uri: self.jwks_uri,
            jwks: self.jwks,
            response_types: usual_response_types(&grant_types),
            grant_types,
            application_type: if self.native {
                ApplicationType::Native
            } else {
                ApplicationType::Web
            },
            client_name: self.name,
            minimum_acr: self.minimum_acr,
            accent_color: self.accent_color,
            sign_in_text: self.sign_in_text,
            stylesheet: self.stylesheet,
            trusted: self.trusted,
            scope: match self.scopes.as_slice() {
                [] => defaults.scope,
                scopes => scopes.iter().flat_map(ScopeSet::iter).collect(),
            },
            ..defaults
        }
    }
}

/// Prints what the app needs to know.
fn print(added: &Map<String, Value>) -> anyhow::Result<()> {
    let names = ["client_id", "client_secret", "issuer", "discovery"];
    let fields = names.map(|name| {
        let value = added.get(name).and_then(Value::as_str);
        (name, value.unwrap_or_default().to_owned())
    });
    output::record(&fields)?;
    if added.contains_key("client_secret") {
        output::line("\nThe secret is shown this once: put it where the app reads it.")?;
    }
    Ok(())
}
