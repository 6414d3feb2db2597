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
