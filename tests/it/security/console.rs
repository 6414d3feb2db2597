//! The operator's console: who may see and do what (security K1, K4, K6, E6, G6).

use super::hand::{Hand, Seen};
use crate::harness::{PASSWORD, TestServer, hidden};
use reqwest::StatusCode;
use signet::model::{Role, User};
use signet::oidc::ClientId;

/// Who is who.
const PEOPLE: [(&str, &[&str]); 6] = [
    ("none", &[]),
    ("owner", &["owner"]),
    ("administrator", &["administrator"]),
    ("helpdesk", &["help_desk"]),
    ("auditor", &["auditor"]),
    ("lead", &["group_administrator:staff"]),
];

/// Every page, and for whom it is there, as the first letters of [`PEOPLE`] say. `bob` is one of the
/// staff without a role, `boss` an owner, `app` a client.
const PAGES: [(&str, &str); 61] = [
    ("/admin", "oahul"),
    ("/admin/users", "oahul"),
    ("/admin/users/show?user=bob", "oahul"),
    ("/admin/users/show?user=boss", "oahu"),
    ("/admin/users/new", "oal"),
    ("/admin/users/edit?user=bob", "oal"),
    ("/admin/users/edit?user=boss", "o"),
    ("/admin/users/act?user=bob&do=disable", "oal"),
    ("/admin/users/act?user=bob&do=password-link", "oahl"),
    ("/admin/users/act?user=boss&do=reset-factors", "o"),
    ("/admin/users/act?user=bob&do=unlock", "oahl"),
    ("/admin/users/act?user=bob&do=sign-out", "oahl"),
    ("/admin/users/act?user=bob&do=remove", "oal"),
    ("/admin/users/act?user=boss&do=remove", "o"),
    ("/admin/users/roles?user=bob", "oa"),
    ("/admin/users/roles?user=boss", "o"),
    ("/admin/users/withdraw?user=bob&client=app", "oahl"),
    ("/admin/users/sessions", "oahu"),
    ("/admin/users/sessions/end-all?do=sessions", "o"),
    ("/admin/users/sessions/end-all?do=tokens", "o"),
    ("/admin/users/invitations", "oahul"),
    ("/admin/users/invitations/new", "oal"),
    ("/admin/groups", "oahul"),
    ("/admin/groups/show?group=staff", "oahul"),
    ("/admin/groups/new", "oa"),
    ("/admin/groups/edit?group=staff", "oal"),
    ("/admin/groups/join?group=staff", "oa"),
    ("/admin/groups/act?group=staff&do=leave&user=bob", "oal"),
    ("/admin/groups/act?group=staff&do=leave&user=boss", "o"),
    ("/admin/groups/act?group=staff&do=remove", "oa"),
    ("/admin/clients", "oau"),
    ("/admin/clients/show?id=app", "oau"),
    ("/admin/clients/new", "oa"),
    ("/admin/clients/edit?id=app", "oa"),
    ("/admin/clients/act?id=app&do=remove", "oa"),
    ("/admin/clients/preview?id=app", "oau"),
    ("/admin/clients/check?id=app", "oau"),
    ("/admin/clients/consents?id=app", "oau"),
    ("/admin/clients/recipes", "oau"),
    ("/admin/clients/add?recipe=grafana", "oa"),
    ("/admin/clients/registration", "oa"),
    ("/admin/clients/registration/revoke", "oa"),
    ("/admin/clients/scim", "oau"),
    ("/admin/clients/scim/new", "oa"),
    ("/admin/keys", "oau"),
    ("/admin/keys/rotate", "oa"),
    ("/admin/events", "oau"),
    ("/admin/events/explain", "oau"),
    ("/admin/events/sign-ins", "oau"),
    ("/admin/events/notes", "oau"),
    ("/admin/events/audit", "oau"),
    ("/admin/deliveries", "oau"),
    ("/admin/deliveries/mails", "oau"),
    ("/admin/deliveries/webhooks", "oau"),
    ("/admin/deliveries/webhooks/new", "oa"),
    ("/admin/settings", "oau"),
    ("/admin/settings/declared", "oau"),
    ("/admin/settings/export", "oa"),
    ("/admin/settings/export?kind=client", "oa"),
    ("/admin/settings/apply", "oa"),
    ("/admin/health", "oau"),
];

/// The letter of [`PEOPLE`] that stands for somebody: the auditor shares one with the administrator.
fn letter(name: &str) -> char {
    match name {
        "auditor" => 'u',
        name => name.chars().next().unwrap(),
    }
}

pub(super) async fn with_roles(server: &TestServer, name: &str, roles: &[&str]) -> User {
    let mut user = server.user(name).await;
    user.roles = roles
        .iter()
        .map(|role| role.parse::<Role>().unwrap())
        .collect();
    server.change(user.clone()).await;
    user
}

pub(super) async fn entered(server: &TestServer, name: &str) -> Hand {
    let mut hand = Hand::new(server);
    hand.enter(name).await;
    hand
}

/// Sends the form of a page back with more fields.
pub(super) async fn send(hand: &mut Hand, path: &str, page: &Seen, more: &[(&str, &str)]) -> Seen {
    let mut form: Vec<(String, String)> = Vec::new();
    for rest in page.text.split("<input type=\"hidden\" name=\"").skip(1) {
        let name = rest.split('"').next().unwrap();
        if !["back", "from"].contains(&name) {
            let value = hidden(&format!("<input type=\"hidden\" name=\"{rest}"), name).unwrap();
            form.push((name.to_owned(), value));
        }
    }
    form.extend(more.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())));
    let form: Vec<_> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    hand.post(path, &form).await
}

#[actix_web::test]
async fn security_k1_every_page_is_for_those_roles_and_nobody_else() {
    let server = TestServer::start().await;
    server.app("app").await;
    server.user("bob").await;
    with_roles(&server, "boss", &["owner"]).await;
    let mut stranger = Hand::new(&server);
    for (path, _) in PAGES {
        let seen = stranger.get(path).await;
        assert!(seen.has_id("login"), "{path}: {seen:?}");
    }
    for (name, roles) in PEOPLE {
        with_roles(&server, name, roles).await;
        let mut hand = entered(&server, name).await;
        for (path, whose) in PAGES {
            let seen = hand.get(path).await;
            let may = whose.contains(letter(name));
            let expected = [StatusCode::FORBIDDEN, StatusCode::NOT_FOUND];
            let right = if may {
                seen.status == StatusCode::OK
            } else {
                expected.contains(&seen.status)
            };
            assert!(right, "{name} at {path}: {} {}", seen.status, seen.text);
            assert!(!seen.text.contains("$argon2"), "{path}");
        }
        // A role that is taken away counts at once.
        let user = with_no_role(&server, name).await;
        assert_eq!(
            hand.get("/admin").await.status,
            StatusCode::FORBIDDEN,
            "{user:?}"
        );
    }
}

async fn with_no_role(server: &TestServer, name: &str) -> User {
    let account = server.services.store.account_by_login(name).await.unwrap();
    let mut user = account.unwrap().user;
    user.roles = Vec::new();
    server.change(user.clone()).await;
    user
}

#[actix_web::test]
async fn security_e6_nothing_changes_without_a_form_of_this_page_and_session() {
    let server = TestServer::start().await;
    with_roles(&server, "owner", &["owner"]).await;
    server.user("bob").await;
    let mut hand = entered(&server, "owner").await;
    let path = "/admin/users/act?user=bob&do=disable";
    let page = hand.get(path).await;
    let confirm = [("confirm", "yes")];

    let (token, seen) = (page.hidden("form_token"), page.hidden("seen"));
    let other = hand.get("/admin/users/new").await.hidden("form_token");
    let mut colleague = entered(&server, "owner").await;
    let of_other_session = colleague.get(path).await.hidden("form_token");
    for token in ["", &token[1..], &other, &of_other_session] {
        let form = [("form_token", token), ("seen", &*seen), ("confirm", "yes")];
        assert_eq!(hand.post(path, &form).await.status, StatusCode::FORBIDDEN);
    }
    let mut cross = hand.with("sec-fetch-site", "cross-site");
    let refused = send(&mut cross, path, &page, &confirm).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let form = [("form_token", &*token), ("confirm", "yes")];
    let unseen = hand.post(path, &form).await;
    assert_eq!(unseen.status, StatusCode::CONFLICT, "{unseen:?}");
    assert!(is_enabled(&server, "bob").await);

    // A while later a new sign-in is asked for (security G6), which leads back here.
    server.wait(6 * 60);
    let late = send(&mut hand, path, &page, &confirm).await;
    assert!(late.has_id("login"), "{late:?}");
    let back = hand.try_sign_in(&late, "owner", PASSWORD).await;
    let page = hand.get(back.location()).await;
    let page = hand
        .get(if page.location().is_empty() {
            path
        } else {
            page.location()
        })
        .await;
    let done = send(&mut hand, path, &page, &confirm).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{done:?}");
    assert!(!is_enabled(&server, "bob").await);
    let told = hand.get(done.location()).await;
    assert!(told.has_id("done"), "{told:?}");
    assert!(!hand.get("/admin/users").await.has_id("done"));
}

async fn is_enabled(server: &TestServer, name: &str) -> bool {
    let account = server.services.store.account_by_login(name).await.unwrap();
    account.unwrap().user.disabled_at.is_none()
}

#[actix_web::test]
async fn a_change_is_shown_first_and_made_only_as_it_was_shown() {
    let server = TestServer::start().await;
    with_roles(&server, "owner", &["owner"]).await;
    let mut hand = entered(&server, "owner").await;
    let page = hand.get("/admin/users/new").await;
    let fields = [
        ("username", "carol"),
        ("email", "carol@example.com"),
        ("name", "Carol"),
        ("groups", "staff"),
    ];
    let wrong = send(&mut hand, "/admin/users/new", &page, &[("username", "a b")]).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.has_id("username-error"), "{wrong:?}");
    let plan = send(&mut hand, "/admin/users/new", &page, &fields).await;
    assert!(
        plan.has_id("changes") && plan.text.contains("<ins>staff</ins>"),
        "{plan:?}"
    );
    let store = &server.services.store;
    assert!(store.account_by_login("carol").await.unwrap().is_none());
    let done = send(&mut hand, "/admin/users/new", &plan, &[("confirm", "yes")]).await;
    assert_eq!(done.location(), "/admin/users/show?user=carol", "{done:?}");

    // Somebody else changes the same person in between.
    let path = "/admin/users/edit?user=carol";
    let page = hand.get(path).await;
    let fields = [
        ("username", "carol"),
        ("email", "carol@example.com"),
        ("name", "Carol B."),
        ("groups", "staff"),
    ];
    let plan = send(&mut hand, path, &page, &fields).await;
    let mut carol = store.account_by_login("carol").await.unwrap().unwrap().user;
    carol.claims.name = Some("Carol C.".into());
    server.change(carol).await;
    let again = send(&mut hand, path, &plan, &[("confirm", "yes")]).await;
    assert_eq!(again.status, StatusCode::CONFLICT, "{again:?}");
    assert!(again.text.contains("<del>Carol C.</del>"), "{again:?}");
    let done = send(&mut hand, path, &again, &[("confirm", "yes")]).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let carol = store.account_by_login("carol").await.unwrap().unwrap().user;
    assert_eq!(carol.claims.name.as_deref(), Some("Carol B."));
}

#[actix_web::test]
async fn security_k4_an_app_is_connected_and_its_secret_shown_once() {
    let server = TestServer::start().await;
    with_roles(&server, "owner", &["owner"]).await;
    let mut hand = entered(&server, "owner").await;
    let path = "/admin/clients/new";
    let page = hand.get(path).await;
    let basics = [
        ("client_id", "wiki"),
        ("client_name", "Wiki"),
        ("application_type", "web"),
        ("token_endpoint_auth_method", "client_secret_basic"),
        ("scope", "openid email"),
        ("grant_types", "authorization_code"),
        ("response_types", "code"),
        ("require_pkce", "on"),
        ("subject_type", "public"),
        ("access_token_format", "jwt"),
        ("access_token_signed_response_alg", "ES256"),
        ("access_token_typ", "at+jwt"),
        ("id_token_signed_response_alg", "RS256"),
        ("profile", "best_practice"),
    ];
    let wrong = [&basics[..], &[("redirect_uris", "http://wiki.example/cb")]].concat();
    let wrong = send(&mut hand, path, &page, &wrong).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong:?}");
    assert!(wrong.has_id("redirect_uris-error"), "{wrong:?}");
    let right = [&basics[..], &[("redirect_uris", "https://wiki.example/cb")]].concat();
    let plan = send(&mut hand, path, &page, &right).await;
    assert!(plan.has_id("changes"), "{plan:?}");
    let made = send(&mut hand, path, &plan, &[("confirm", "yes")]).await;
    assert!(made.has_id("secret"), "{made:?}");
    let show = hand.get("/admin/clients/show?id=wiki").await;
    assert!(show.text.contains("https://wiki.example/cb") && !show.has_id("secret"));

    // What takes something away asks for the name.
    let path = "/admin/clients/act?id=wiki&do=remove";
    let page = hand.get(path).await;
    let mistyped = [("confirm", "yes"), ("typed", "wikipedia")];
    let asked = send(&mut hand, path, &page, &mistyped).await;
    assert_eq!(asked.status, StatusCode::CONFLICT, "{asked:?}");
    let typed = [("confirm", "yes"), ("typed", "wiki")];
    let done = send(&mut hand, path, &page, &typed).await;
    assert_eq!(done.location(), "/admin/clients", "{done:?}");
    let id = ClientId::try_from("wiki").unwrap();
    assert!(server.services.store.client(&id).await.unwrap().is_none());
    // K2: no other way of writing the path leads there.
    for path in [
        "/admin/",
        "/Admin",
        "//admin",
        "/admin/users/",
        "/admin;x/users",
    ] {
        let seen = hand.get(path).await;
        assert_eq!(seen.status, StatusCode::NOT_FOUND, "{path}");
    }
}
