//! Answers in the fragment and by form.

use super::RelyingParty;
use crate::harness::{Browser, Page, TestServer, hidden, parameter};
use openidconnect::core::{CoreAuthenticationFlow, CoreIdToken, CoreResponseType};
use openidconnect::{AuthorizationCode, AuthorizationCodeHash, TokenResponse};
use signet::oidc::SigningAlgorithm;
use std::collections::HashMap;
use std::str::FromStr;

/// The library verifies both ID tokens, and that the first is bound to the code.
#[actix_web::test]
async fn an_app_that_gets_an_id_token_with_its_code() {
    let server = TestServer::start().await;
    server.user("ada").await;
    for algorithm in SigningAlgorithm::ALL {
        let id = format!("hybrid-{}", algorithm.as_str().to_ascii_lowercase());
        let app = server.app_with(&id, |metadata| {
            metadata.response_types = vec!["code id_token".into()];
            metadata.id_token_signed_response_alg = algorithm;
        });
        let app = app.await;
        let party = RelyingParty::discover(&server, &app, algorithm).await;
        let types = vec![CoreResponseType::Code, CoreResponseType::IdToken];
        let asked = party.ask(CoreAuthenticationFlow::Hybrid(types));
        let browser = Browser::new();
        let response = browser.get(asked.url.as_str()).await;
        let back = browser.arrive(&server, response, "ada").await;
        assert_eq!(parameter(&back, "code"), None, "nothing is in the query");
        let pairs = url::form_urlencoded::parse(back.fragment().unwrap().as_bytes());
        let got: HashMap<String, String> = pairs.into_owned().collect();
        assert_eq!(&got["state"], asked.state.secret());
        assert_eq!(got["iss"], server.issuer);

        let code = AuthorizationCode::new(got["code"].clone());
        let front = CoreIdToken::from_str(&got["id_token"]).unwrap();
        let verifier = party.verifier();
        let claims = front.claims(&verifier, &asked.nonce).unwrap();
        let key = front.signing_key(&verifier).unwrap();
        let hash = AuthorizationCodeHash::from_code(&code, front.signing_alg().unwrap(), key);
        assert_eq!(claims.code_hash(), Some(&hash.unwrap()));
        let subject = claims.subject().clone();
        let nonce = asked.nonce.clone();
        let tokens = party.redeem(code, asked).await;
        let back = tokens.id_token().unwrap();
        let claims = back.claims(&verifier, &nonce).unwrap();
        assert_eq!(claims.subject(), &subject);
    }
}

#[actix_web::test]
async fn an_app_that_is_answered_by_form() {
    let server = TestServer::start().await;
    server.user("ada").await;
    let app = server.app("form").await;
    let party = RelyingParty::discover(&server, &app, SigningAlgorithm::RS256).await;
    let browser = Browser::new();
    // A person who has signed in and allowed the app meets nothing but the answer.
    party.sign_in(&browser, "ada").await;
    let mut asked = party.ask(CoreAuthenticationFlow::AuthorizationCode);
    let mut query = asked.url.query_pairs_mut();
    query.append_pair("response_mode", "form_post");
    drop(query);
    let page = Page::of(browser.get(asked.url.as_str()).await).await;
    let form = format!("<form method=\"post\" action=\"{}\"", app.redirect_uri);
    assert!(page.text.contains(&form), "{}", page.text);
    assert_eq!(&page.hidden("state"), asked.state.secret());
    let code = AuthorizationCode::new(hidden(&page.text, "code").unwrap());
    let tokens = party.redeem(code, asked).await;
    party.stay_signed_in(&tokens).await;
}
