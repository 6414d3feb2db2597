mod faces;

use super::*;
use clap::error::ErrorKind;

fn parse(line: &str) -> Result<Cli, clap::Error> {
    Cli::try_parse_from(line.split_whitespace())
}

fn refusal(line: &str) -> ErrorKind {
    parse(line).err().unwrap().kind()
}

#[test]
fn the_command_line_is_consistent() {
    Cli::command().debug_assert();
}

#[test]
fn without_a_command_everything_of_serve_is_understood() {
    let cli = parse("signet --demo off --ephemeral --seed x.toml --listen 127.0.0.1:0").unwrap();
    assert!(cli.command.is_none() && cli.serve.is_given());
    let listen = ("listen".to_owned(), "127.0.0.1:0".to_owned());
    assert_eq!(cli.shared.settings, [listen]);
    assert!(!parse("signet").unwrap().serve.is_given());
}

#[test]
fn the_deployment_can_be_named_before_and_after_a_command() {
    for line in [
        "signet --config a.toml --data-dir d user list",
        "signet user list --config a.toml --data-dir d",
        "signet serve --config a.toml --data-dir d --name Test",
    ] {
        let cli = parse(line).unwrap();
        assert_eq!(
            cli.shared.config.as_deref(),
            Some("a.toml".as_ref()),
            "{line}"
        );
        let data_dir = ("data-dir".to_owned(), "d".to_owned());
        assert_eq!(cli.shared.settings, [data_dir], "{line}");
    }
}

#[test]
fn every_command_is_understood() {
    for line in [
        "serve --ephemeral --seed seed.toml --session-idle 1h",
        "setup-link",
        "user add alice --email a@example.com --name Alice --group a --group b",
        "user import people.csv --dry-run --skip-faulty",
        "user list --json",
        "user set-password alice",
        "user disable alice",
        "user enable alice",
        "client add --name App --redirect-uri https://app.example/cb --public --native --trusted",
        "client add --id x --grant client_credentials --scope a --auth-method client_secret_post",
        "client add --id x --auth-method private_key_jwt --jwks-uri https://app.example/jwks",
        "app add grafana --url https://grafana.example --set a=b --group staff --trusted --json",
        "app add --recipe my.toml",
        "app list --json",
        "scim token add okta --role auditor",
        "scim token list --json",
        "scim token remove okta",
        "app show grafana",
        "app check grafana --as alice --json",
        "app preview grafana alice",
        "client list --json",
        "client list --search shop",
        "client show x --json",
        "client set x --name New --add-redirect-uri https://a.example/cb --remove-redirect-uri https://b.example/cb",
        "client set x --add-grant refresh_token --remove-scope email --add-group staff --trusted false",
        "client set x --set require_pkce=false --set logo_uri=null --json",
        "client new-secret x",
        "user list --search al --group staff --state disabled --newest --limit 10",
        "user set alice --username al --email a@example.com --set locale=de --add-group staff",
        "user password-link alice",
        "consent list alice --json",
        "consent list --app x",
        "consent withdraw alice x",
        "figures --hours 48 --json",
        "webhook set 019f0000-0000-7000-8000-000000000000 --url https://a.example/ --kind user",
        "webhook set 019f0000-0000-7000-8000-000000000000 --all-kinds",
        "webhook new-secret 019f0000-0000-7000-8000-000000000000",
        "logouts list --limit 5",
        "client remove x",
        "keys list --json",
        "keys rotate --emergency",
        "audit list --kind user --person alice --client x --since-days 7 --limit 10 --json",
        "audit export --after 7 --kind client.removed",
        "audit verify",
        "webhook add https://siem.example/hook --kind user --kind session.started",
        "webhook list --json",
        "webhook deliveries 019f0000-0000-7000-8000-000000000000",
        "webhook test 019f0000-0000-7000-8000-000000000000",
        "webhook remove 019f0000-0000-7000-8000-000000000000",
        "explain abcdefghijklmnop --json",
        "traces --json",
        "traces --person alice --client x --outcome failure --limit 10",
        "notes --kind sign_in.failed --person alice --client x --since-days 1 --limit 10 --json",
        "traces 019f0000-0000-7000-8000-000000000000",
        "apply file.toml --dry-run --json",
        "backup signet.bak --force",
        "restore signet.bak --force",
        "restore --last-snapshot",
        "move --to postgres://signet@db.example/signet",
        "move --to-env TARGET",
        "move --to-file /run/secrets/target",
        "health",
        "selftest",
        "selftest https://id.example --area id-token --json",
        "selftest --initial-access-token-env TOKEN",
        "selftest --client-id a --client-secret-env S --redirect-uri https://a.example/cb",
        "settings --markdown",
        "completions bash",
        "completions zsh",
        "completions fish",
        "--server https://id.example user list",
        "user list --server https://id.example --token-file token",
    ] {
        parse(&format!("signet {line}")).map(|_| ()).unwrap();
    }
}

#[test]
fn what_makes_no_sense_is_a_usage_error() {
    for (line, kind) in [
        (
            "signet user",
            ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand,
        ),
        ("signet nonsense", ErrorKind::InvalidSubcommand),
        ("signet --nonsense", ErrorKind::UnknownArgument),
        ("signet serve --master-key x", ErrorKind::UnknownArgument),
        (
            "signet user add alice --password x",
            ErrorKind::UnknownArgument,
        ),
        (
            "signet client add --public --auth-method none",
            ErrorKind::ArgumentConflict,
        ),
        (
            "signet client add --auth-method tls_client_auth",
            ErrorKind::ValueValidation,
        ),
        ("signet completions elvish", ErrorKind::ValueValidation),
        (
            "signet user list --token-file token",
            ErrorKind::MissingRequiredArgument,
        ),
        ("signet apply", ErrorKind::MissingRequiredArgument),
        ("signet consent list", ErrorKind::MissingRequiredArgument),
        (
            "signet consent list alice --app x",
            ErrorKind::ArgumentConflict,
        ),
        (
            "signet webhook set 019f0000-0000-7000-8000-000000000000",
            ErrorKind::MissingRequiredArgument,
        ),
        (
            "signet client set x --set nonsense",
            ErrorKind::ValueValidation,
        ),
        ("signet backup", ErrorKind::MissingRequiredArgument),
        ("signet restore", ErrorKind::MissingRequiredArgument),
        (
            "signet restore a --last-snapshot",
            ErrorKind::ArgumentConflict,
        ),
        ("signet move", ErrorKind::MissingRequiredArgument),
        ("signet move --to a --to-env B", ErrorKind::ArgumentConflict),
    ] {
        assert_eq!(refusal(line), kind, "{line}");
    }
}
