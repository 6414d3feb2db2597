//! What one face of Signet can do, the others can do as well: each call of the API with the command that
//! makes it and the pages of the console that do the same.

use super::Cli;
use crate::http;
use clap::CommandFactory;
use std::collections::BTreeSet;

/// A call, the command, the pages. What has no page is told in the documentation of the console.
type Face = (&'static str, &'static str, &'static [&'static str]);

#[rustfmt::skip]
const FACES: &[Face] = &[
    ("listUsers", "user list", &["/admin/users"]),
    ("addUser", "user add", &["/admin/users/new"]),
    ("showUser", "user show", &["/admin/users/show"]),
    ("changeUser", "user set", &["/admin/users/edit"]),
    ("removeUser", "user remove", &["/admin/users/act"]),
    ("setRoles", "user role", &["/admin/users/roles"]),
    ("setPassword", "user set-password", &[]),
    ("sendPasswordLink", "user password-link", &["/admin/users/act"]),
    ("listFactors", "user factors", &["/admin/users/show"]),
    ("resetFactors", "user reset-factors", &["/admin/users/act"]),
    ("unlockUser", "user unlock", &["/admin/users/act"]),
    ("listSessionsOfUser", "session list", &["/admin/users/show"]),
    ("signOutUser", "user sign-out", &["/admin/users/act"]),
    ("listConsentsOfUser", "consent list", &["/admin/users/show"]),
    ("endConsent", "consent withdraw", &["/admin/users/withdraw"]),
    ("listSessions", "session list", &["/admin/users/sessions"]),
    ("endAllSessions", "session end-all", &["/admin/users/sessions/end-all"]),
    ("endSession", "session end", &["/admin/users/sessions/end"]),
    ("listGroups", "group list", &["/admin/groups"]),
    ("createGroup", "group add", &["/admin/groups/new"]),
    ("showGroup", "group members", &["/admin/groups/show"]),
    ("changeGroup", "group rename", &["/admin/groups/edit"]),
    ("removeGroup", "group remove", &["/admin/groups/act"]),
    ("addMember", "group join", &["/admin/groups/join"]),
    ("removeMember", "group leave", &["/admin/groups/act"]),
    ("planImport", "user import", &[]),
    ("importUsers", "user import", &[]),
    ("invite", "user invite", &["/admin/users/invitations/new"]),
    ("listInvitations", "user invitations", &["/admin/users/invitations"]),
    ("withdrawInvitation", "user withdraw-invitation", &["/admin/users/invitations/withdraw"]),
    ("listClients", "client list", &["/admin/clients"]),
    ("createClient", "client add", &["/admin/clients/new"]),
    ("showClient", "client show", &["/admin/clients/show"]),
    ("replaceClient", "client set", &["/admin/clients/edit"]),
    ("removeClient", "client remove", &["/admin/clients/act"]),
    ("rotateSecret", "client new-secret", &["/admin/clients/act"]),
    ("listConsentsAtClient", "consent list", &["/admin/clients/consents"]),
    ("previewClient", "app preview", &["/admin/clients/preview"]),
    ("checkClient", "app check", &["/admin/clients/check"]),
    ("connectApp", "app add", &["/admin/clients/add"]),
    ("planApp", "app add", &["/admin/clients/add"]),
    ("listRecipes", "app list", &["/admin/clients/recipes"]),
    ("showRecipe", "app show", &["/admin/clients/add"]),
    ("createRegistrationToken", "client registration-token", &["/admin/clients/registration"]),
    ("revokeRegistrationToken", "client registration-token", &["/admin/clients/registration/revoke"]),
    ("listScimTokens", "scim token list", &["/admin/clients/scim", "/admin/clients/scim/show"]),
    ("addScimToken", "scim token add", &["/admin/clients/scim/new"]),
    ("removeScimToken", "scim token remove", &["/admin/clients/scim/remove"]),
    ("exportDeclared", "export", &["/admin/settings/export"]),
    ("planDeclared", "plan", &["/admin/settings/apply"]),
    ("applyDeclared", "apply", &["/admin/settings/apply"]),
    ("showDrift", "plan", &["/admin/settings/declared"]),
    ("listSettings", "settings", &["/admin/settings"]),
    ("showHealth", "health", &["/admin/health"]),
    ("listKeys", "keys list", &["/admin/keys"]),
    ("listKeyReaders", "keys list", &["/admin/keys"]),
    ("rotateKeys", "keys rotate", &["/admin/keys/rotate"]),
    ("listLogoutDeliveries", "logouts list", &["/admin/deliveries"]),
    ("listLetters", "mails list", &["/admin/deliveries/mails"]),
    ("listWebhooks", "webhook list", &["/admin/deliveries/webhooks"]),
    ("addWebhook", "webhook add", &["/admin/deliveries/webhooks/new"]),
    ("changeWebhook", "webhook set", &["/admin/deliveries/webhooks/edit"]),
    ("removeWebhook", "webhook remove", &["/admin/deliveries/webhooks/act"]),
    ("rotateWebhookSecret", "webhook new-secret", &["/admin/deliveries/webhooks/act"]),
    ("testWebhook", "webhook test", &["/admin/deliveries/webhooks/act"]),
    ("listWebhookDeliveries", "webhook deliveries", &["/admin/deliveries/webhooks/show"]),
    ("listEvents", "audit list", &["/admin/events"]),
    ("showEvent", "audit list", &["/admin/events/show"]),
    ("exportEvents", "audit export", &[]),
    ("verifyEvents", "audit verify", &["/admin/events/audit"]),
    ("explainRefusal", "explain", &["/admin/events/explain"]),
    ("listTraces", "traces", &["/admin/events/sign-ins"]),
    ("listNotes", "notes", &["/admin/events/notes"]),
    ("showTrace", "traces", &["/admin/events/sign-in"]),
    ("showFigures", "figures", &["/admin"]),
];

#[test]
fn every_call_has_a_command_and_a_page() {
    let calls: BTreeSet<_> = http::api::calls().collect();
    let told: BTreeSet<_> = FACES.iter().map(|(call, ..)| *call).collect();
    assert_eq!(told, calls);
    let document = include_str!("../../../docs/console.md");
    for (call, command, pages) in FACES {
        let mut found = &Cli::command();
        for word in command.split(' ') {
            let next = found.find_subcommand(word);
            found = next.unwrap_or_else(|| panic!("{call}: no command {command}"));
        }
        let is_told = document.contains(&format!("`signet {command}`"));
        assert!(!pages.is_empty() || is_told, "{call}: docs/console.md");
    }
}

#[test]
fn every_page_does_what_a_call_does() {
    let pages = http::routes::all().map(|route| route.path);
    let pages: BTreeSet<_> = pages.filter(|path| path.starts_with("/admin")).collect();
    let told: BTreeSet<_> = FACES
        .iter()
        .flat_map(|(.., pages)| *pages)
        .copied()
        .collect();
    assert_eq!(told, pages);
}
