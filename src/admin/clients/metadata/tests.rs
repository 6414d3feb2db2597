use super::*;
use crate::oidc::client_metadata::ClientAuthMethod;

fn web() -> ClientMetadata {
    ClientMetadata {
        redirect_uris: vec!["https://app.example/callback".to_owned()],
        ..ClientMetadata::default()
    }
}

/// The messages about a good client after `change`.
fn messages(change: impl FnOnce(&mut ClientMetadata)) -> String {
    let mut metadata = web();
    change(&mut metadata);
    let errors = validate(&metadata).err().unwrap_or_default();
    let lines: Vec<_> = errors.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

fn strings(names: &[&str]) -> Vec<String> {
    names.iter().map(ToString::to_string).collect()
}

#[test]
fn an_ordinary_client_is_accepted() {
    assert_eq!(validate(&web()), Ok(()));
    let service = ClientMetadata {
        grant_types: strings(&[CLIENT_CREDENTIALS]),
        response_types: Vec::new(),
        ..ClientMetadata::default()
    };
    assert_eq!(validate(&service), Ok(()));
    let native = ClientMetadata {
        application_type: ApplicationType::Native,
        token_endpoint_auth_method: ClientAuthMethod::None,
        redirect_uris: strings(&["com.example.app:/callback", "http://127.0.0.1/callback"]),
        ..ClientMetadata::default()
    };
    assert_eq!(validate(&native), Ok(()));
}

#[test]
fn security_k8_unfit_redirect_uris_are_named_with_the_fix() {
    for (uri, part) in [
        ("http://app.example/cb", "use https"),
        ("https://app.example/cb#x", "fragment"),
        ("https://*.app.example/cb", "wildcard"),
        ("https://me@app.example/cb", "user information"),
        ("/cb", "absolute"),
        ("javascript:alert(1)", "scheme"),
        ("com.example.app:/cb", "native"),
    ] {
        let said = messages(|metadata| metadata.redirect_uris.push(uri.to_owned()));
        let start = format!("redirect_uris: {uri:?} ");
        assert!(said.starts_with(&start) && said.contains(part), "{said}");
        let said = messages(|metadata| metadata.post_logout_redirect_uris.push(uri.to_owned()));
        assert!(said.starts_with("post_logout_redirect_uris: "), "{said}");
    }
    assert!(messages(|metadata| metadata.redirect_uris.clear()).contains("is empty"));
}

#[test]
fn security_k9_weak_grants_and_response_types_are_refused() {
    for grant in ["password", "", "Authorization_code"] {
        let said = messages(|metadata| metadata.grant_types.push(grant.to_owned()));
        let expected = format!(
            "grant_types: {grant:?} is not served: use authorization_code, refresh_token, \
             client_credentials, urn:ietf:params:oauth:grant-type:device_code, implicit"
        );
        assert_eq!(said, expected);
    }
    for kind in ["token", "code code", "none"] {
        let said = messages(|metadata| metadata.response_types.push(kind.to_owned()));
        assert!(said.contains("is not one"), "{said}");
    }
}

#[test]
fn grants_and_response_types_belong_together() {
    let said = messages(|metadata| metadata.response_types.push("token id_token".to_owned()));
    assert!(said.contains("needs implicit in grant_types"), "{said}");
    let said = messages(|metadata| metadata.grant_types.push("implicit".to_owned()));
    assert!(said.contains("implicit needs a response type"), "{said}");
    let refresh = strings(&[REFRESH_TOKEN]);
    let said = messages(|metadata| metadata.grant_types = refresh);
    assert!(said.contains("refresh_token needs authorization_code"));
    assert!(said.contains("needs a grant that redeems codes"));
    let said = messages(|metadata| metadata.response_types.clear());
    assert!(said.contains("needs \"code\" in response_types"));
    let said = messages(|metadata| metadata.grant_types.clear());
    assert!(said.contains("grant_types is empty"));
    let said = messages(|metadata| {
        metadata.grant_types.push(CLIENT_CREDENTIALS.to_owned());
        metadata.token_endpoint_auth_method = ClientAuthMethod::None;
    });
    assert!(said.contains("everybody could pass for the client"));
}

#[test]
fn security_i5_links_are_https_and_names_are_plain() {
    for uri in [
        "http://app.example/",
        "javascript:alert(1)",
        "data:text/html,x",
        "app.example",
        "https://a\n.example",
        "",
    ] {
        let said = messages(|metadata| metadata.logo_uri = Some(uri.to_owned()));
        assert!(said.starts_with("logo_uri: "), "{uri:?} {said}");
    }
    let local = Some("http://localhost:3000/logo.png".to_owned());
    assert_eq!(messages(|metadata| metadata.logo_uri = local), "");
    for name in ["", "  ", "a\u{1b}[2J", &"x".repeat(201)] {
        let said = messages(|metadata| metadata.client_name = Some(name.to_owned()));
        assert!(said.starts_with("client_name: "), "{said}");
    }
}

#[test]
fn protocol_141_addresses_of_sign_outs_are_https_without_fragment() {
    for uri in [
        "http://app.example/out",
        "https://app.example/out#x",
        "javascript:alert(1)",
        "com.example.app:/out",
        "https://a;b@app.example/",
        "/out",
    ] {
        let uri = || Some(uri.to_owned());
        let said = messages(|metadata| metadata.backchannel_logout_uri = uri());
        assert!(said.starts_with("backchannel_logout_uri: "), "{said}");
        let said = messages(|metadata| metadata.frontchannel_logout_uri = uri());
        assert!(said.starts_with("frontchannel_logout_uri: "), "{said}");
        let said = messages(|metadata| metadata.initiate_login_uri = uri());
        assert!(said.starts_with("initiate_login_uri: "), "{said}");
    }
    let said = messages(|metadata| {
        metadata.backchannel_logout_uri = Some("http://localhost:3000/out?a=b".to_owned());
        metadata.backchannel_logout_session_required = true;
        metadata.frontchannel_logout_uri = Some("https://app.example/out".to_owned());
    });
    assert_eq!(said, "");
    let said = messages(|metadata| metadata.frontchannel_logout_session_required = true);
    assert!(said.contains("needs frontchannel_logout_uri"), "{said}");
}

#[test]
fn everything_wrong_is_told_at_once() {
    let said = messages(|metadata| {
        metadata.redirect_uris = strings(&["http://a.example", "x"]);
        metadata.grant_types.push("password".to_owned());
        metadata.access_token_audience.push(String::new());
    });
    assert_eq!(said.lines().count(), 4, "{said}");
}

#[test]
fn a_colour_is_one() {
    let said = |colour: &str| messages(|metadata| metadata.accent_color = Some(colour.to_owned()));
    assert_eq!(said("#7A1fa2"), "");
    for wrong in ["", "7a1fa2", "red", "#7a1fa2;}"] {
        assert!(said(wrong).starts_with("accent_color: "), "{wrong}");
    }
}

#[test]
fn a_text_for_the_sign_in_page_can_be_shown() {
    let said = |text: &str| messages(|metadata| metadata.sign_in_text = Some(text.to_owned()));
    assert_eq!(said("Use the account of your school."), "");
    assert_eq!(said(&"x".repeat(300)), "");
    for wrong in ["", " ", "a\nb", "\u{1b}[31m", &"x".repeat(301)] {
        assert!(said(wrong).starts_with("sign_in_text: "), "{wrong:?}");
        let german = messages(|metadata| {
            let text = ("sign_in_text#de".to_owned(), wrong.to_owned());
            metadata.localized = [text].into();
        });
        assert!(german.starts_with("sign_in_text: "), "{wrong:?}: {german}");
    }
}

#[test]
fn a_stylesheet_is_a_text_of_some_size() {
    let said = |text: &str| messages(|metadata| metadata.stylesheet = Some(text.to_owned()));
    assert_eq!(said(".card {\r\n\tcolor: red;\n}\n"), "");
    assert_eq!(said(&"x".repeat(16 * 1024)), "");
    for wrong in ["", " \n", "a\0", "\u{1b}[31m", &"x".repeat(16 * 1024 + 1)] {
        assert!(said(wrong).starts_with("stylesheet: "), "{wrong:?}");
    }
}
