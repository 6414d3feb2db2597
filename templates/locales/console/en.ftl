# What Signet says to operators, in English. Beside it lies a file for each other language, with the same keys.

## The frame
console-title = Administration
console-rooms = Parts of the console
console-crumbs = Where you are
console-skip = Skip to the content
console-overview = Overview
console-users = People
console-clients = Applications
console-keys = Signing keys
console-deliveries = Deliveries
console-settings = Settings
console-health = Health
console-groups = Groups
console-sessions = Sessions
console-forbidden = This is not for you
console-forbidden-message = Your role does not allow this. Whoever runs this service can give you another.
console-gone-message = It may have been removed or renamed.
console-refused = This cannot be done
role-owner = Owner
role-administrator = Administrator
role-help-desk = Help desk
role-auditor = Auditor
role-group-administrator = Administrator of { $group }

## Lists
console-find = Search
console-find-user = User name, e-mail address or name
console-find-client = Name or client id
console-pages = Pages
console-first = Back to the beginning
console-next = Next page
console-name = Name
console-kind = Kind
console-state = State
console-value = Value
console-created = Created
console-changed = Changed
console-last-used = Last used
console-yes = Yes
console-no = No
console-active = Active
console-disabled = Disabled
console-default = Default

## A change on its way
console-changes = What will change
console-what = What
console-before = Now
console-after = Afterwards
console-nothing = Nothing would change.
console-type = To go on, type { $name }
console-type-wrong = What you typed is not the same. Nothing was changed.
console-changed-meanwhile = Something has changed in the meantime. Please look again.
console-look = Please look at the marked fields.
console-look-at-changes = Look at the changes
console-edit-again = Edit again
console-do = Do it
console-edit = Edit
console-edit-title = Edit { $name }
console-remove = Remove
console-done-nothing = There was nothing to do.

## People
console-new-user = Add a person
console-new-user-hint = They have no password yet: send them a link afterwards, with which they choose one.
console-no-users = Nobody was found.
console-about = About
console-account = Account
console-verified = The e-mail address is confirmed
console-groups-hint = One on each line.
console-group-wrong = { $name } cannot be the name of a group.
console-no-factors = None is set up.
console-no-sessions = No browser is signed in.
console-device = Device
console-address = Address
console-client = Application
console-scopes = Scopes
console-granted = Allowed on
console-disable = Disable the account
console-disable-effect = Nobody can sign in to the account any more, until it is enabled again.
console-enable = Enable the account
console-enable-effect = Its person can sign in again.
console-sessions-end = All sessions and tokens end at once, and apps are told.
console-password-link = Send a password link
console-password-link-effect = The person gets a link to choose a new password with. It works for an hour and once; the password stays as it is until then.
console-password-link-hand-over = No letter could be sent. Hand this link over yourself, to nobody else. It works for an hour and once.
console-reset-factors = Reset second factors
console-reset-factors-effect = Authenticator apps, passkeys and recovery codes are removed; the person is told by mail.
console-done-user-created = The account was made.
console-done-user-changed = The account was changed.
console-done-user-disabled = The account was disabled.
console-done-user-enabled = The account was enabled.
console-done-password-link = The link is on its way.
console-done-factors-reset = The second factors were reset.

## Applications
console-new-client = Connect an application
console-new-client-hint = Most applications need a name and a redirect URI only.
console-no-clients = No application was found.
console-client-id = Client id
console-origin-operator = By an operator
console-origin-registered = Registered itself
console-for-the-app = For the application’s settings
console-for-the-app-hint = Most applications ask for these. The rest they find at the discovery address.
console-discovery = Discovery address
console-part-basics = Basics
console-part-shown = What people are shown
console-part-sign-in = Signing in
console-part-sign-out = Signing out
console-part-tokens = Tokens
console-part-keys = Its keys and signed requests
console-part-compatibility = Older software and stricter rules
console-hint-client-id = Leave it empty to have one made.
console-hint-redirect-uris = Where people come back to, one on each line, exactly as the application sends it.
console-hint-auth-method = Choose none for applications in a browser or on a device: they cannot keep a secret.
console-hint-scope = What it may ask for, with spaces between.
console-hint-trusted = People are not asked whether it may know them.
console-hint-minimum-acr = How strong every sign-in has to be.
console-hint-accent-color = Such as #7a1fa2: the colour of links and main buttons while people sign in to it.
console-hint-sign-in-text = What the sign-in page says below its name, such as whose account to use. Other languages below, as sign_in_text#de.
console-hint-stylesheet = A stylesheet of its own (at most 16 KiB), added to that of the pages that are shown on its behalf.
console-hint-localized = Such as client_name#de = Fotos, one on each line.
console-hint-format = A JWT is checked by anybody with the public keys; an opaque token only here.
console-hint-audience = The resource servers that access tokens are for, one on each line.
console-hint-profile = Which rules it is held to where the standards differ.
console-id-made = will be made and shown
console-secret-made = will be made and shown once
console-secret = Client secret
console-secret-hint = Copy it into the application now: it is never shown again.
console-rotate-secret = Make a new secret
console-rotate-secret-effect = The old secret stops working at once: the application cannot sign anybody in until it has the new one.
console-remove-client-effect = The application is forgotten, with what people allowed it. Its tokens end at once.
console-done-client-changed = The application was changed.
console-done-client-removed = The application was removed.

## Keys
console-keys-hint = What tokens are signed with. A key is published before it signs, and stays published until the last thing it signed has expired.
console-no-keys = There are no keys yet.
console-algorithm = Algorithm
console-published = Published
console-signs-from = Signs from
console-gone-at = Gone at
console-seen-by = Seen by
console-readers = { $count ->
    [one] one reader
   *[other] { $count } readers
}
console-readers-missing = (still to come: { $names })
console-kid = Key id
console-key-next = Next
console-key-active = Signs
console-key-retired = Retired
console-rotate = Rotate the keys
console-rotate-effect = The next keys take over as soon as everybody can know them; nothing that was signed stops working.
console-emergency = Replace all keys at once
console-emergency-effect = All keys are replaced now, for when a private key may be known to others.
console-emergency-tokens = Tokens that the old keys signed are refused as soon as others notice, and apps that keep old keys fail until they look again.
console-done-keys = The keys were changed.

## Deliveries
console-logouts = Sign-outs told to applications
console-logouts-hint = What applications were told of ended sessions in the last week, newest first.
console-no-logouts = Nothing in the last week.
console-mails = Letters
console-mails-hint = What was sent by mail in the last week, newest first.
console-no-mails = No letter in the last week.
console-recipient = Recipient
console-attempts = Attempts
console-answer = Answer
console-last-attempt = Last attempt
console-waiting = Waiting
console-delivered = Delivered
console-failed = Failed
console-mail-recovery = Password link
console-mail-verification = Confirmation of an address
console-mail-sign-up = Creation of an account
console-mail-invitation = Invitation
console-mail-notice = Notice of a change

## Settings and health
console-settings-hint = As they are in force on this node, and what has set them. Secrets are not shown.
console-set-by = Set by
console-this-node = This node
console-version = Version
console-time = Time
console-issuer = Issuer
console-database = Database
console-database-state = The database
console-answers = Answers
console-sends-mail = Sends letters

## Apps by name, and what they see
console-part-access = Who may use it, and what it is told
console-hint-allowed-groups = Only members of these groups may use it, one on each line; everybody if empty.
console-hint-claim-mappings = Claims of its own, as JSON.
console-recipes = Connect an application by name
console-recipes-hint = A recipe knows what the application needs, and what it is to be told.
console-connect = Connect { $name }
console-connect-effect = The application is registered, and its settings are shown once, ready to paste.
console-app-address = Address of the application
console-hint-recipe-id = Leave it empty for the name of the recipe.
console-preview = What would it see?
console-preview-hint = What the application would be told of somebody who allowed all that it may ask for.
console-preview-another = Somebody else
console-find-login = User name or e-mail address
console-admitted = May use it
console-not-admitted = May not use it
console-left-out = Left out
console-back = Back to the application

## Groups and roles
console-groups-what = Apps are told of them, and rules name them.
console-find-group = Name
console-new-group = Make a group
console-description = Description
console-no-groups = No group was found.
console-members = Members
console-no-members = Nobody is in it.
console-rename-group-hint = With another name its members and the roles over it follow; rules in apps do not.
console-join = Add a member
console-leave = Take out
console-leave-effect = The person is not in the group any more. Apps are told at the next sign-in; what only the group may use is closed to them.
console-remove-group = Remove the group
console-remove-group-effect = Nobody is in it any more, and nobody looks after it. Accounts stay.
console-no-such-group = There is no group { $name }.
console-done-group-changed = The group was saved.
console-done-group-removed = The group was removed.
console-done-joined = The person was put into the group.
console-done-left = The person was taken out of the group.
console-roles = Roles
console-roles-hint = What somebody may do in this console. Give no more than is needed.
console-administers = Administers these groups
console-may-owner = Does everything, and alone makes and unmakes owners.
console-may-administrator = Sees and changes everything, owners excepted.
console-may-help-desk = Sees people and groups; sends password links, resets second factors, forgets failed sign-ins and ends sessions of people without a role.
console-may-auditor = Sees everything and changes nothing.
console-may-group-administrator = Looks after the members of these groups who have no role themselves. One group on each line.
console-done-roles = The roles were changed.
console-with-role = With a role
console-everybody = Everybody

## Sessions, and what else people have
console-sessions-hint = Where people are signed in, newest first.
console-action = Action
console-end = End
console-end-session = End the session
console-end-session-effect = The browser is signed out at once, and apps are told.
console-done-session-ended = The session was ended.
console-sign-out = End all sessions
console-done-signed-out = All sessions were ended.
console-no-consents = Nothing was allowed.
console-consents = What people allowed it
console-withdraw = Withdraw
console-withdraw-title = Withdraw what the application was allowed
console-withdraw-effect = What the application has of the person ends at once. It asks again at the next sign-in.
console-done-withdrawn = It was withdrawn.
console-unlock = Forget failed sign-ins
console-unlock-effect = The person need not wait any longer before the next attempt.
console-done-unlocked = Failed sign-ins were forgotten.
console-remove-user = Remove the account
console-remove-user-effect = The account is gone for good, with everything that belongs to it. Its identifier is never given to anybody else.
console-done-user-removed = The account was removed.
console-rename-user-effect = From now on the person signs in with the new name. Apps know the account by its identifier, which stays.

## Numbers
console-last-day = Last 24 hours
console-last-week = Last 7 days
console-sign-ins = Sign-ins
console-failures = Failed sign-ins
console-tokens-issued = Tokens issued
console-active-sessions = Active sessions
console-waiting-logouts = Sign-outs to be told
console-waiting-mails = Letters to be sent
console-as-table = As a table
console-from = From
console-key-ages = Ages of the signing keys

## Events
console-events = Events
console-events-hint = What has happened, newest first.
console-find-event = Kind (user, user.disabled)
console-no-events = Nothing was found.
console-when = When
console-outcome = Outcome
console-by = By
console-person = Person
console-success = Done
console-failure = Refused
console-anonymous = Not signed in
console-command-line = Command line
console-explain = Explain an error
console-explain-hint = Every error page shows a reference. Enter it here to see why the request was refused.
console-reference = Reference
console-no-reference = Nothing is known under this reference, or not any more.
console-why = Why it was refused
console-error = Error
console-said = What was said
console-rule = The rule
console-fix = What mends it
console-difference = The difference
console-received = As received
console-registered = As registered
console-differs-at = First different character
console-traces = Sign-ins, step by step
console-traces-hint = The latest sign-ins, as long as the settings keep them.
console-trace = A sign-in, step by step
console-no-traces = No sign-in is kept.
console-began = Began
console-last-step = Last step
console-steps = Steps
console-find-person = Person
console-since = From
console-until = To
console-no-day = Write the day as 2026-01-31.
console-event = Event
console-detail = Details
console-path = Path
console-verify = Check the chain
console-verify-effect = Every event carries a hash over the one before. All of them are looked through, to see whether any was altered, removed or added; with many this takes a while. Nothing is changed.
console-chain = The chain of events
console-chain-whole = Whole
console-chain-broken = Broken
console-first-event = Number of the first event
console-last-event = Number of the last event

## Webhooks
console-webhooks = Webhooks
console-webhooks-hint = Where events are sent as they happen, signed as Standard Webhooks has it.
console-no-webhooks = Events are sent nowhere.
console-all-events = All events
console-new-webhook = Add a webhook
console-new-webhook-effect = Events are sent there from now on. The secret that signs them is shown once.
console-hint-webhook = An https address that can be reached from here.
console-hint-kinds = Kinds (user.disabled) or areas (user), one on each line; all events if empty.
console-webhook-secret = Signing secret
console-webhook-secret-hint = Copy it to the receiver now: it is never shown again.
console-test-webhook = Send a test
console-test-webhook-effect = An event webhook.tested is sent there at once, once.
console-remove-webhook-effect = Nothing is sent there any more, and what is waiting is forgotten.
console-done-webhook-removed = The webhook was removed.
console-webhook-deliveries-hint = What was sent there in the last week, newest first.
console-no-webhook-deliveries = Nothing was sent there in the last week.

## What files declare
console-declared = Declared configuration
console-declared-hint = Whether everything is still as the files say that this deployment is served with.
console-nothing-declared = The setting declared names no file.
console-file = File or folder
console-enforced = Made so again by itself
console-as-declared = As declared
console-drifted = Not as declared
console-not-applicable = Cannot be applied
console-would-differ = What applying it would change
console-changed-members = Differences
console-would-create = Would be made
console-would-change = Would be changed
console-would-remove = Would be removed

## SCIM tokens
console-scim-tokens = SCIM tokens
console-scim-tokens-hint = Other systems, such as Okta or Entra ID, send one of these when they say by SCIM who there is.
console-no-scim-tokens = No other system says who there is.
console-new-scim-token = Make a SCIM token
console-new-scim-token-effect = Whoever sends it at the SCIM address may do what the role may. It is shown once, and is good until it is removed.
console-hint-scim-token = What you call the other system, such as Okta.
console-scim-token-name-wrong = Write 1 to 100 characters.
console-scim-token-taken = There is a token of this name already.
console-scim-role = What it may do
console-scim-role-hint = An administrator changes people and groups, an auditor reads them.
console-scim-token = Token
console-scim-token-hint = Copy it into the other system now: it is never shown again.
console-remove-scim-token-effect = It is good for nothing from the next request on. What was made with it stays.
console-done-scim-token-removed = The token was removed.
console-never-used = Never

## A sign-in tried out
console-check = Try the sign-in out
console-check-effect = The sign-in is played as the application would do it, up to tokens and userinfo, and each part is looked at. Nobody is signed in, and nothing of it stays but an event.
console-check-hint = The app’s own secret is tried by the command signet app check, which can be given it.
console-check-part = Part
console-check-finding = What was found
console-check-fix = What mends it
console-check-good = Good
console-check-unknown = Not known from here
console-check-bad = Wrong

## Invitations
console-invite = Invite somebody
console-invite-hint = They make their account themselves, by a link that works once.
console-invite-effect = A link is made that works once, and is shown to you once.
console-invite-effect-mail = A letter goes out with a link that works once; the link is shown to you once too.
console-days = Days for which the link works
console-hint-days = A whole number from 1 to 365.
console-days-wrong = Write a whole number from 1 to 365.
console-invitation-link = Link of the invitation
console-invitation-sent = It is on its way by mail. You may hand it over yourself too: it is never shown again.
console-invitation-hand-over = Hand it over yourself, to nobody else: it is never shown again.
console-invitations = Invitations
console-invitations-hint = Who is invited and has not made an account yet.
console-no-invitations = Nobody is invited.
console-invited-by = Invited by
console-works-until = Works until
console-withdraw-invitation = Withdraw the invitation
console-withdraw-invitation-effect = The link opens nothing any more, wherever it was sent.
console-done-invitation-withdrawn = The invitation was withdrawn.

## The end of everybody’s sessions
console-end-all = End everybody’s sessions
console-end-all-tokens = End everybody’s sessions and tokens
console-end-all-effect = From this moment on nobody is signed in any more, you included.
console-end-all-offline-stays = What applications were granted for longer than a session (offline access) goes on.
console-end-all-offline-ends = What applications were granted for longer than a session (offline access) ends too.
console-end-all-told = Applications are told one after the other; with many sessions this takes some minutes.
console-done-all-ended = Everybody’s sessions were ended.
