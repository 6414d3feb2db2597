//! Apps that know no sign-in, behind a real nginx and a real Caddy, and behind whatever asks like other
//! proxies.

use crate::harness::{Browser, Page, TestServer, free_port, location};
use reqwest::header::{ACCEPT, HeaderMap, LOCATION};
use reqwest::{Response, StatusCode};
use signet::admin::Desk;
use signet::admin::explain::{Explanation, explain};
use signet::model::User;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

const DOCUMENT: &str = include_str!("../../../docs/forward-auth.md");

/// A proxy in front of an app that says what it was told. Killed when dropped.
struct Proxy {
    child: Child,
    port: u16,
    _folder: tempfile::TempDir,
}

impl Proxy {
    /// nginx, with the configuration of the documentation.
    async fn nginx(port: u16, server: &TestServer) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let app = free_port();
        let block = documented("nginx", server, app);
        let temporary: String = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"]
            .map(|kind| format!("{kind}_temp_path {}/{kind};\n", folder.path().display()))
            .concat();
        let config = format!(
            "daemon off;\nmaster_process off;\npid {folder}/pid;\nerror_log stderr;\n\
             events {{}}\nhttp {{\naccess_log off;\n{temporary}\
             server {{\nlisten 127.0.0.1:{app};\nlocation / {{ return 200 \
             \"user=$http_remote_user groups=$http_remote_groups uri=$request_uri\"; }}\n}}\n\
             server {{\nlisten 127.0.0.1:{port};\n{block}\n}}\n}}\n",
            folder = folder.path().display(),
        );
        let path = folder.path().join("nginx.conf");
        std::fs::write(&path, config).unwrap();
        let mut command = Command::new("nginx");
        command.arg("-c").arg(&path).arg("-e").arg("stderr");
        Self::start(command, port, folder).await
    }

    /// Caddy, with the configuration of the documentation.
    async fn caddy(port: u16, server: &TestServer) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let app = free_port();
        let site = documented("text", server, app);
        let site = site.replace("wiki.example", &format!("http://localhost:{port}"));
        let config = format!(
            "{{\nadmin off\nauto_https off\nlog {{\nlevel ERROR\n}}\n}}\n\
             {site}\nhttp://:{app} {{\nbind 127.0.0.1\n\
             respond \"user={{header.Remote-User}} groups={{header.Remote-Groups}} uri={{uri}}\"\n}}\n"
        );
        let path = folder.path().join("Caddyfile");
        std::fs::write(&path, config).unwrap();
        let mut command = Command::new("caddy");
        command
            .args(["run", "--adapter", "caddyfile", "--config"])
            .arg(&path);
        command.env("HOME", folder.path());
        Self::start(command, port, folder).await
    }

    async fn start(mut command: Command, port: u16, folder: tempfile::TempDir) -> Self {
        let child = command.stdin(Stdio::null()).spawn();
        let child = child.expect("nginx and Caddy are needed: tests/run installs them");
        let proxy = Self {
            child,
            port,
            _folder: folder,
        };
        for _ in 0..500 {
            let reached = tokio::net::TcpStream::connect(("127.0.0.1", port)).await;
            if reached.is_ok() {
                return proxy;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("the proxy does not start");
    }

    async fn page(&self, browser: &Browser, path: &str) -> Response {
        let url = format!("http://localhost:{}{path}", self.port);
        let request = browser.http.get(url).header(ACCEPT, "text/html,*/*");
        // Invented by the browser.
        request.header("Remote-User", "root").send().await.unwrap()
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The block of the documentation in that language, for this server and an app at that port.
fn documented(language: &str, server: &TestServer, app: u16) -> String {
    let block = DOCUMENT.split(&format!("```{language}\n")).nth(1).unwrap();
    let block = block.split("```").next().unwrap();
    let signet = server.issuer.strip_prefix("http://").unwrap();
    block
        .replace("127.0.0.1:8080", signet)
        .replace("127.0.0.1:3000", &format!("127.0.0.1:{app}"))
}

/// A server that believes proxies on this machine, with an app at `http://localhost:PORT`.
async fn protected(port: u16) -> TestServer {
    let server = TestServer::with(&[("trusted-proxies", "127.0.0.1")]).await;
    let callback = format!("http://localhost:{port}/.signet/callback");
    let other = "http://other.localhost/.signet/callback".to_owned();
    server
        .app_with("wiki", |metadata| {
            metadata.redirect_uris = vec![callback];
            metadata.trusted = true;
            metadata.allowed_groups = vec!["staff".to_owned()];
        })
        .await;
    server
        .app_with("other", |metadata| {
            metadata.redirect_uris = vec![other];
            metadata.trusted = true;
        })
        .await;
    // The server looks for new clients four times a second.
    tokio::time::sleep(Duration::from_millis(600)).await;
    server
}

fn target(response: &Response) -> String {
    response.headers()[LOCATION].to_str().unwrap().to_owned()
}

#[tokio::test]
async fn nginx_lets_in_who_has_signed_in_and_out_who_has_signed_out() {
    let port = free_port();
    let server = protected(port).await;
    let nginx = Proxy::nginx(port, &server).await;
    let browser = Browser::new();

    let stopped = nginx.page(&browser, "/page").await;
    assert_eq!(stopped.status(), StatusCode::FOUND);
    assert_eq!(
        target(&stopped),
        format!("http://localhost:{port}/.signet/start?to=/page")
    );
    lets_in_and_out(&nginx, &server, &browser).await;
}

#[tokio::test]
async fn caddy_lets_in_who_has_signed_in_and_out_who_has_signed_out() {
    let port = free_port();
    let server = protected(port).await;
    let caddy = Proxy::caddy(port, &server).await;
    lets_in_and_out(&caddy, &server, &Browser::new()).await;
}

/// Opens a page and follows to where the sign-in begins.
async fn sent_to_sign_in(proxy: &Proxy, browser: &Browser, server: &TestServer) -> Response {
    let mut sent = proxy.page(browser, "/page?x=1&y=2").await;
    assert_eq!(sent.status(), StatusCode::FOUND);
    // Some proxies can only send on by way of an address of the app.
    if target(&sent).contains("/.signet/start?") {
        sent = browser.get(location(&sent).as_str()).await;
    }
    assert!(target(&sent).starts_with(&format!("{}/authorize?", server.issuer)));
    sent
}

async fn lets_in_and_out(proxy: &Proxy, server: &TestServer, browser: &Browser) {
    let port = proxy.port;
    let ada = server.user("ada").await;
    let program = browser.get(&format!("http://localhost:{port}/api")).await;
    assert_eq!(program.status(), StatusCode::UNAUTHORIZED);
    assert!(!program.headers().contains_key(LOCATION));

    let start = sent_to_sign_in(proxy, browser, server).await;
    let callback = browser.arrive(server, start, "ada").await;
    assert!(
        callback
            .as_str()
            .starts_with(&format!("http://localhost:{port}/.signet/callback?"))
    );

    // Somebody else's browser cannot use it, and ours only once.
    let stolen = Browser::new().get(callback.as_str()).await;
    assert_eq!(stolen.status(), StatusCode::FORBIDDEN);
    let back = browser.get(callback.as_str()).await;
    assert_eq!(
        target(&back),
        format!("http://localhost:{port}/page?x=1&y=2")
    );
    let again = browser.get(callback.as_str()).await;
    assert_eq!(again.status(), StatusCode::FORBIDDEN);

    let page = Page::of(proxy.page(browser, "/page?x=1&y=2").await).await;
    assert_eq!(page.status, StatusCode::OK);
    assert_eq!(page.text, "user=ada groups=staff uri=/page?x=1&y=2");

    let sessions = server
        .services
        .store
        .sessions_of(ada.id, server.services.now());
    let session = sessions.await.unwrap()[0].id;
    let now = server.services.now();
    server
        .services
        .store
        .end_session(session, now)
        .await
        .unwrap();
    sent_to_sign_in(proxy, browser, server).await;
}

/// Asks like a proxy.
async fn ask(server: &TestServer, path: &str, headers: &[(&'static str, &str)]) -> Response {
    let mut map = HeaderMap::new();
    for (name, value) in headers {
        map.insert(*name, value.parse().unwrap());
    }
    let request = Browser::new().http.get(server.url(path)).headers(map);
    request.send().await.unwrap()
}

/// The cookies that an answer sets, as a browser sends them.
fn cookies(response: &Response) -> String {
    let set = response.headers().get_all("set-cookie").iter();
    let pairs = set.map(|cookie| {
        cookie
            .to_str()
            .unwrap()
            .split(';')
            .next()
            .unwrap()
            .to_owned()
    });
    pairs.collect::<Vec<_>>().join("; ")
}

const PAGE: (&str, &str) = ("accept", "text/html");

/// What is known of a refusal by the reference that it shows.
async fn explained(server: &TestServer, refused: Response) -> Explanation {
    let reference = refused.headers()["x-request-id"]
        .to_str()
        .unwrap()
        .to_owned();
    let text = refused.text().await.unwrap();
    assert!(text.contains(&reference), "{text}");
    let desk = Desk::command_line(&server.services);
    for _ in 0..100 {
        if let Some(found) = explain(&desk, &reference).await.unwrap() {
            return found;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("not kept");
}

#[tokio::test]
async fn other_proxies_ask_in_their_manner_and_nobody_else_may() {
    let server = protected(3999).await;
    let ada = server.user("ada").await;
    let host = ("x-forwarded-host", "localhost:3999");
    let uri = ("x-forwarded-uri", "/a?b=c");

    // Traefik and Caddy show the browser what they get.
    let sent = ask(&server, "/forward-auth", &[host, uri, PAGE]).await;
    assert_eq!(sent.status(), StatusCode::FOUND);
    let visitor = cookies(&sent);
    assert!(visitor.starts_with("signet-visitor="), "{visitor}");
    let program = ask(&server, "/forward-auth", &[host, uri]).await;
    assert_eq!(program.status(), StatusCode::UNAUTHORIZED);
    let form = [host, uri, PAGE, ("x-forwarded-method", "POST")];
    let form = ask(&server, "/forward-auth", &form).await;
    assert_eq!(form.status(), StatusCode::SEE_OTHER);

    let callback = Browser::new().arrive(&server, sent, "ada").await;
    let callback = format!("{}?{}", callback.path(), callback.query().unwrap());
    let came = [
        host,
        ("x-forwarded-uri", &callback),
        PAGE,
        ("cookie", &visitor),
    ];
    let back = ask(&server, "/forward-auth", &came).await;
    assert_eq!(target(&back), "http://localhost:3999/a?b=c");
    let pass = cookies(&back);
    // Among cookies of the app that are none.
    let among = format!("odd; =; {pass}; a=b=c");
    let known = ask(&server, "/forward-auth", &[host, uri, ("cookie", &among)]).await;
    assert_eq!(known.status(), StatusCode::OK);
    assert_eq!(known.headers()["remote-user"], "ada");
    assert_eq!(known.headers()["remote-email"], "ada@example.com");

    // Envoy asks under the app's path and host; headers that a browser invents count for nothing.
    let other = ("x-forwarded-host", "other.localhost");
    let envoy = [("host", "localhost:3999"), other, ("cookie", &pass)];
    let envoy = ask(&server, "/forward-auth/envoy/a?b=c", &envoy).await;
    assert_eq!(envoy.status(), StatusCode::OK);

    // A pass is good on its own site only, and no site is protected that nobody declared.
    let elsewhere = ask(&server, "/forward-auth", &[other, uri, ("cookie", &pass)]).await;
    assert_eq!(elsewhere.status(), StatusCode::UNAUTHORIZED);
    let nowhere = [("x-forwarded-host", "evil.example"), uri, PAGE];
    let nowhere = ask(&server, "/forward-auth", &nowhere).await;
    assert_eq!(nowhere.status(), StatusCode::FORBIDDEN);
    let found = explained(&server, nowhere).await;
    assert_eq!(found.error, "forward-auth-unknown-site");
    assert_eq!(found.detail, "evil.example");
    let bad = [host, ("x-forwarded-uri", "https://evil.example/"), PAGE];
    let bad = ask(&server, "/forward-auth", &bad).await;
    assert_eq!(bad.status(), StatusCode::BAD_REQUEST);

    let out = [
        host,
        ("x-forwarded-uri", "/.signet/sign-out"),
        ("cookie", &pass),
    ];
    let out = ask(&server, "/forward-auth", &out).await;
    assert!(
        target(&out).starts_with(&server.url("/logout")),
        "{}",
        target(&out)
    );
    assert_eq!(cookies(&out), "signet-pass=");

    // Who leaves the app's groups is out at once, and who is disabled.
    let left = User {
        groups: Vec::new(),
        ..ada.clone()
    };
    server.change(left).await;
    let outside = ask(&server, "/forward-auth", &[host, uri, ("cookie", &pass)]).await;
    assert_eq!(outside.status(), StatusCode::FORBIDDEN);
    let outside = [host, uri, PAGE, ("cookie", &pass)];
    let outside = ask(&server, "/forward-auth", &outside).await;
    let found = explained(&server, outside).await;
    assert_eq!(found.event.person, Some(ada.id));
    let allowed = ("allowed_groups".to_owned(), "staff".to_owned());
    assert_eq!(found.registered, [allowed]);
    let now = server.services.now();
    server
        .services
        .store
        .set_disabled(ada.id, true, now)
        .await
        .unwrap();
    let disabled = ask(&server, "/forward-auth", &[host, uri, ("cookie", &pass)]).await;
    assert_eq!(disabled.status(), StatusCode::UNAUTHORIZED);

    let alone = TestServer::start().await;
    let refused = ask(&alone, "/forward-auth", &[host, uri, PAGE]).await;
    assert_eq!(refused.status(), StatusCode::FORBIDDEN);
}
