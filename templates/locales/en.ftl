# What Signet says to people, in English. One message a line; keys are named for their pages.
# Words in { $braces } are filled in. To translate: copy this file, keep the keys and the braces.

## What several pages share
title-of-error = Error: { $title }
language-choice = Language
home = Home
continue = Continue
cancel = Cancel
sign-in = Sign in
sign-out = Sign out
start-page = Go to the start page
opens-in-new-tab = (opens in a new tab)
signed-in-as = You are signed in as { $username }.
duration-seconds = { $count ->
    [one] a second
   *[other] { $count } seconds
}
duration-minutes = { $count ->
    [one] a minute
   *[other] { $count } minutes
}
duration-days = { $count ->
    [one] a day
   *[other] { $count } days
}

## The app that asks
client-website = Website
client-privacy = Privacy policy
client-terms = Terms

## Signing in
sign-in-title = Sign in
sign-in-again = Please confirm it is you
sign-in-again-hint = Enter your password again to go on.
sign-in-to = to continue to
sign-in-username = User name or e-mail address
sign-in-password = Password
password-show = Show the password
sign-in-confirm = Confirm
sign-in-wrong = The user name or the password is not right. Please try again.
sign-in-stuck = Cannot remember the password? You can set a new one with a link that we send to your e-mail address.
sign-in-wait = There were too many failed attempts. Please wait { $duration } and try again.

## Passkeys
passkey-use = Use a passkey
passkey-create = Create a passkey
passkey-name = Name
passkey-rename = Rename
passkey-save = Save
passkey-title = Create a passkey
passkey-hint = It signs you in without a password: with your finger, your face or the PIN of your device, or with a security key.
passkey-second = Use your passkey.
passkey-second-hint = Use your passkey, or enter the code that your authenticator app shows.
passkey-also = A passkey also signs you in without the password.
passkey-failed = The passkey was not used. Please try again.
passkey-wrong = This passkey was not accepted, or it took too long. Please try again.
passkey-cannot = This browser cannot use passkeys, or script is off in it. Open this page in another browser, or on a phone or computer with a screen lock.
passkey-needed = You need a passkey to sign in here.
passkey-help = If you cannot make one, go back, or ask whoever looks after your account.
passkey-other = Use something else instead

## The offer of a passkey after a sign-in with a password
offer-title = Sign in without a password next time?
offer-hint = With a passkey you sign in with your finger, your face or the PIN of this device. Nobody can guess it, and no forged page can use it.
offer-effect = From then on the password alone is not enough: on other devices you need the passkey, or one of the recovery codes that you get next.
offer-later = Not now
offer-never = Do not ask again

## Choosing an account
select-title = Choose an account
select-other = Use another account
turned-away-title = No access with this account
turned-away-message = This account may not use { $client }. If it should, ask whoever looks after your account.
turned-away-back = Back to the app

## Consent
consent-title = Give { $client } access?
consent-able = It will be able to:
consent-subject = It will learn that you have an account here, and nothing else about you.
consent-allow = Allow
consent-deny = Deny
consent-trust = Allow only what you trust.
consent-switch = Not you? Use another account
scope-openid = Know who you are
scope-openid-detail = A number that stands for your account here
scope-profile = See your profile
scope-profile-detail = Your name, picture, language and the like
scope-email = See your e-mail address
scope-email-detail = And whether it was confirmed
scope-address = See your postal address
scope-phone = See your phone number
scope-groups = See your groups
scope-groups-detail = The teams and roles you belong to
scope-api = Administer this service in your name
scope-api-detail = With all that your role allows
scope-offline-access = Stay connected while you are away
scope-offline-access-detail = Until you withdraw it on your account page
see-name = See your name
see-given-name = See your given name
see-family-name = See your family name
see-middle-name = See your middle name
see-nickname = See your nickname
see-username = See your user name
see-profile-page = See the address of your profile page
see-picture = See your picture
see-website = See the address of your website
see-email-verified = See whether your e-mail address was confirmed
see-gender = See your gender
see-birthdate = See your date of birth
see-zoneinfo = See your time zone
see-locale = See your language
see-phone-verified = See whether your phone number was confirmed
see-updated-at = See when your profile last changed
see-other = See your { $claim }

## Devices
device-title = Connect a device
device-hint = Enter the code that the device shows.
device-code = Code
device-wrong = This is not the code of a device that waits. Please compare it with what the device shows, or start again there.
device-wait = There were too many wrong codes. Please wait { $duration } and try again.
device-confirm-title = Connect { $client }?
device-compare = Go on only if you started this yourself, and the device shows this code:
device-subject = The device will learn that you have an account here, and nothing else about you.
device-able = The device will be able to:
device-connect = Connect
device-done-title = Device connected
device-done = Your device is connected
device-done-hint = It goes on by itself within a few seconds. You can close this page.
device-denied-title = Device not connected
device-denied = Your device was not connected
device-denied-hint = Nothing was given to it. You can close this page.
device-gone = The device does not wait any more
device-gone-message = It took too long, or it was decided already. Start again on the device.

## Signing out
sign-out-title = Sign out?
sign-out-by-app = This application asks to end your session here:
sign-out-here = This ends your session on this device.
sign-out-stay = Stay signed in
signed-out-title = You are signed out
signed-out-ended = Your session with { $site } on this device has ended.
signed-out-shared = On a shared computer, close the browser window as well.
signed-out-frame = Signing out of an app
signed-out-back = Back to { $client }
signed-out-the-app = the app
sign-out-refused = The app's sign-out request is wrong
sign-out-refused-message = The app sent an ID token that was not issued here, or an address to return to that is not registered for it. You are still signed in here. Whoever runs the app can mend it.

## The account page
account-title = Your account
account-name = Name
account-username = User name
account-email = E-mail address
account-sessions = Where you are signed in
account-sessions-hint = End any session you do not recognise.
account-this-device = This device
account-last-used = last used { $date }
account-since = since { $date }
account-end = End
account-others = Other accounts in this browser
account-others-hint = Signing in with another account keeps this one; apps get the one you choose.
account-switch = Switch to
account-add = Sign in with another account
account-apps = Applications with access
account-no-apps = None yet. An application you allow to see something about you is listed here.
account-apps-hint = Withdrawing access signs the application out of your account; it has to ask you again.
account-open = Open
account-withdraw = Withdraw
account-device = { $browser } on { $system }
account-unknown-device = Unknown device
place-same = From where you are now
place-near = From the network where you are now
place-local = From a local network
place-elsewhere = From elsewhere
account-change-password = Change password
account-change-email = Change e-mail address


## The second factor
second-title = Confirm it is you
second-code-hint = Enter the code that your authenticator app shows.
second-recovery-hint = Enter one of your recovery codes. Each works once.
second-recovery-renews = Then you make a new passkey.
second-code = Code
second-recovery-code = Recovery code
second-remember = Do not ask on this device for { $duration }
second-use-recovery = Use a recovery code instead
second-wrong = This code is not right, or it was used before. Please try again.
second-not-done = More is asked of your account by now than when you signed in. What you just sent was not done: go on, confirm it is you, and send it again.

## Setting up an authenticator
enrol-title = Set up an authenticator app
enrol-second = Set up a second factor
enrol-app = Or an authenticator app
enrol-needed = A second factor is needed here besides your password.
enrol-scan = Scan this picture with your authenticator app.
enrol-picture = Picture for the authenticator app
enrol-type = Or type this key into the app:
enrol-confirm = Enter the code that the app then shows.
enrol-turn-on = Turn on
enrol-wrong = This is not the code that the app shows now. Please try again.

## Recovery codes
codes-title = Your recovery codes
codes-hint = Each of them signs you in once when you have lost your authenticator app. Print them or write them down: they are shown this once, and earlier ones no longer work.
codes-kept = I have kept them

## Sign-in and security
security-title = Sign-in and security
security-factors = Second factors
security-factors-hint = Whoever knows your password still cannot sign in without one of them.
security-app = Authenticator app
security-passkey = Passkey
security-remove = Remove
security-codes = Recovery codes
security-codes-left = { $count } left. New ones replace them.
security-new-codes = Make new recovery codes
security-needed = Your account must have a second factor. Set up another before you remove this one.

## A new password
new-password-title = Choose a new password
new-password-effect = All browsers and apps are signed out then.
new-password-current = Current password
new-password-new = New password
new-password-hint = At least { $least } characters. Four or five unrelated words are strong and easy to remember; spaces are welcome.
new-password-save = Save the password
new-password-not-right = The password is not right.
new-password-done = Your password was changed
new-password-done-here = All other browsers and all apps were signed out.
new-password-done-everywhere = Sign in with the new password. All browsers and apps were signed out.

## A new e-mail address
new-email-title = Change your e-mail address
new-email-now = It is { $email } until you confirm the new one by a link that we send there.
new-email-none = It counts once you confirm it by a link that we send there.
new-email-new = New e-mail address
new-email-sent = Look into your new mailbox
new-email-sent-hint = A link is on its way there. Your address stays as it is until you open the link and confirm, within an hour.
new-email-confirm = Confirm your e-mail address
new-email-use = Use this address
new-email-done = Your e-mail address was changed
new-email-done-hint = It is { $email } from now on.

## A forgotten password
recover-link = Forgot your password?
recover-title = Set a new password
recover-hint = We send a link to the e-mail address of your account.
recover-back = Back to the sign-in
recover-sent-hint = If there is such an account and its e-mail address was confirmed, a link to set a new password is on its way there. It works for an hour.

## A new account
sign-up-link = Create an account
sign-up-title = Create your account
sign-up-hint = First we send a link to your e-mail address.
sign-up-have = I have an account already
sign-up-sent-hint = A link to go on with is on its way there. It works for an hour.
sign-up-domain = Use an address of one of these domains: { $domains }.
sign-up-for = For { $email }

## Links in letters
link-send = Send the link
link-sent = Look into your mailbox
link-used = This link was used
link-used-message = It works once only. If you still need it, ask for a new one.
link-gone = This link does not work
link-gone-message = It is too old, or it was cut off on its way. Ask for a new one.

## Letters
letter-change = { $change } ({ $username }).
letter-password = Your password was changed
letter-password-detail = All browsers and apps were signed out. Sign in again with the new password.
letter-factor-added = A way to sign in was added to your account
letter-factor-added-detail = It is called: { $name }
letter-factor-removed = A way to sign in was removed from your account
letter-factor-removed-detail = It was called: { $name }
letter-codes = New recovery codes were made for your account
letter-codes-detail = Codes that you noted before do not work any more.
letter-email = The e-mail address of your account was changed
letter-email-detail = Messages go to { $email } from now on, and it signs in instead of this one.
letter-left = Your account will be deleted
letter-left-detail = It will be deleted on { $date }. You are signed out everywhere. Until then you can keep it by signing in.
letter-deleted = Your account was deleted
letter-deleted-detail = Nothing of it is left.
letter-was-you = If this was you, there is nothing to do.
letter-was-not-you = If it was not you, somebody else may know your password: set a new one at once, and tell whoever runs this service.
letter-ignore = If that was not you, there is nothing to do.
letter-works-an-hour = The link works for an hour and once.
letter-works-once = The link works once.
letter-recover = Somebody, probably you, asked for a new password for your account { $username }.
letter-recover-ignore = If you did not ask for it, there is nothing to do: your password stays as it is.
letter-confirm = The account { $username } is to have this e-mail address from now on.
letter-confirm-link = Confirm this address
letter-confirm-ignore = If you do not know the account, there is nothing to do.
letter-taken = This address has an account already
letter-taken-why = Somebody wanted to give this e-mail address to their account. It belongs to another account already, so nothing was changed.
letter-known = You have an account already
letter-known-why = Somebody, probably you, wanted to make an account with this e-mail address. There is one already.
letter-known-hint = If you do not know the password any more, use “{ $recover }” there. If it was not you, there is nothing to do.
letter-sign-up = Somebody, probably you, wants to make an account with this e-mail address.
letter-sign-up-ignore = If it was not you, there is nothing to do: without the link there is no account.
letter-invited = You are invited to { $site }
letter-invited-hint = You may have an account at { $site }. Choose a user name and a password to begin.
account-end-others = End all other sessions
account-data = Download your data
delete-title = Delete your account
delete-whose = This is the account of { $username }.
delete-at-once = You are signed out everywhere at once, and no app can use the account.
delete-later = In { $duration } everything that is kept of you here is deleted for good.
delete-keep = Until then you can keep the account by signing in.
delete-account = Delete account
delete-done = Your account will be deleted
delete-done-hint = That happens on { $date }. Until then you can keep it by signing in.
delete-last-owner = You are the only owner here. Make somebody else an owner first.
keep-title = Your account is about to be deleted
keep-when = It will be deleted on { $date }. Until then nobody can use it.
keep-account = Keep my account
keep-not = Leave it so
profile-title = Your profile
profile-what = What you fill in can be seen by applications that you allow to. You may leave anything empty.
profile-look = Please look at the marked fields.
profile-save = Save
profile-name = Full name
profile-given-name = Given names
profile-family-name = Family names
profile-nickname = Nickname
profile-picture = Address of a picture
profile-website = Website
profile-birthdate = Date of birth
profile-zoneinfo = Time zone
profile-locale = Language
profile-phone = Phone number
profile-street = Street and house number
profile-postal-code = Postal code
profile-locality = City
profile-region = State or region
profile-country = Country
profile-url-hint = It begins with https://
profile-date-hint = Such as 1990-12-31; the year alone will do.
profile-zone-hint = Such as Europe/Paris.
profile-language-hint = Such as en or pt-BR. These pages follow it where they can.
profile-phone-hint = With the country code, such as +44 20 7946 0000.
profile-too-long = Use at most { $most } characters.
profile-control = This has characters that cannot be shown.
profile-url-wrong = Enter a whole address that begins with https://
profile-date-wrong = Enter a date such as 1990-12-31, or a year.
profile-zone-wrong = Enter the name of a time zone, such as Europe/Paris.
profile-language-wrong = Enter a language tag such as en or pt-BR.
profile-phone-wrong = Enter the number with its country code, beginning with +

## The first account
setup-title = Create the first account
setup-welcome = Welcome! This account owns this service and may change everything in it. You can add other people later.
setup-look = Almost there: please look at the marked fields.
setup-name = Your name
setup-name-hint = As applications should show it.
setup-name-wrong = Enter your name, at most 200 characters.
setup-username = User name
setup-username-hint = What you sign in with; your e-mail address works too.
setup-email = E-mail address
setup-email-hint = For messages about your account.
setup-password = Password
setup-create = Create account
setup-closed = This setup link does not work
setup-closed-message = It has been used already, or it was cut off. Whoever runs this service can print the right one with: signet setup-link

## What is wrong with what was typed
username-empty = Enter a user name.
username-too-long = Use at most { $most } characters for the user name.
username-space = Leave out the spaces in the user name.
username-character = Use letters, digits and signs of a keyboard only: the character { $character } cannot be part of a user name.
username-mixed = Use letters of one alphabet only: this user name mixes several.
username-taken = This user name is taken.
email-wrong = Enter an e-mail address such as name@example.com.
email-taken = This address is taken.
password-too-short = Use at least { $least } characters. A few words that have nothing in common are easy to remember.
password-too-long = Use at most { $most } characters.
password-own-names = Leave out your own names, or add words beside them.
password-guessable = This password is easy to guess.
password-very-weak = Strength: very weak
password-weak = Strength: weak
password-nearly = Strength: nearly enough
password-add-words = Add another word or two. Uncommon words are better.
password-common = Many people use a password like this.
password-keys = Keys that lie side by side, such as qwerty, are tried early.
password-repeat = Repeating something hardly helps.
password-sequence = Sequences such as abc or 6543 are tried early.
password-date = Dates and years are tried early.
password-word = Single words are tried early.
password-name = First names and family names are tried early.
password-capitals = Capital letters hardly help.
password-backwards = Words spelled backwards hardly help.
password-substitution = Signs in place of letters, such as @ for a, hardly help.
password-breached = This password has become known by a break-in at another service. Use one that you use nowhere else.

## Home
home-title = Welcome
home-welcome = Welcome to { $site }
home-hello = Hello, { $name }
home-what = People sign in here once, and every application you connect learns who they are. Applications never see a password.
home-demo = Try the demo
home-account = Your account
home-connect = Connect an application
home-connect-hint = Any application or library that speaks OpenID Connect can use this service.
home-register = 1. Register it, on the machine this service runs on
home-credentials = 2. Give it the client id and the secret that the command prints, and this issuer
home-discovery = If it asks for a discovery address instead

## Going back to an app
form-post-title = Returning to the application
form-post-hint = If nothing happens, press the button.

## Errors
error-reference = If you need help, give this reference to whoever runs this service.
error-details = Technical details
error-ours = Something went wrong here
error-ours-message = This is not your fault. Please try again.
error-busy = Too many people at once
error-busy-message = Please wait a moment and try again.
error-too-often = That was too often
error-too-often-message = Please wait { $duration } and try again.
error-unavailable = Not available right now
error-unavailable-message = This is not your fault, and nothing is lost. Please try again in a moment.
error-forged = This form has expired
error-forged-message = Nothing was changed. Go back, reload the page and try again.
error-step = This sign-in cannot go on
error-step-message = It took too long, or it was started in another browser. Go back to the app and sign in again.
error-not-found = There is nothing here
error-not-found-message = The address may be mistyped.
error-unreadable = The request cannot be read
error-unreadable-message = The app or the browser sent something that is not understood here.
error-untrusted = The app's request cannot be trusted
error-untrusted-message = You were not signed in, and you were not sent back, because the request does not fit what is registered: { $why }. Whoever runs the app can mend it.
untrusted-repeated-client-id = client_id is given more than once
untrusted-missing-client-id = client_id is missing
untrusted-unknown-client = no client is registered under this client_id
untrusted-repeated-redirect-uri = redirect_uri is given more than once
untrusted-missing-redirect-uri = redirect_uri is missing
untrusted-unregistered-redirect-uri = redirect_uri is not registered for this client
untrusted-refused = it is refused with { $code }, and names no registered redirect_uri

## The demo app
demo-title = Demo application
demo-what = This page plays an application of yours. It knows nothing about you until you sign in.
demo-step-send = It sends you to { $site } to sign in.
demo-step-code = You come back with a code, which it exchanges for tokens.
demo-step-check = It checks the tokens and shows you everything they say.
demo-sign-in = Sign in with { $site }
demo-result-title = Signed in to the demo
demo-result = You are signed in
demo-result-what = This is what the demo application received, and what it means.
demo-again = Sign in again
demo-header = Header
demo-claims = Claims
demo-raw = As it was sent
demo-check-state = The answer belongs to the sign-in that this browser started (state).
demo-check-iss = It comes from { $value } and no other provider (iss).
demo-check-pkce = The code was exchanged with a proof that only the demo could give (PKCE).
demo-check-signature = The ID token is signed by the provider: { $value }.
demo-check-aud = It was made for the demo (aud), by this provider (iss), and has not expired (exp).
demo-check-nonce = It was made for this very sign-in (nonce).
demo-check-at-hash = The access token came together with the ID token (at_hash).
demo-check-userinfo = Userinfo accepts the access token and speaks of the same person (sub).
demo-id-token = ID token
demo-id-token-what = Tells the application who signed in, when and how. It is signed, and meant for this application only.
demo-access-token = Access token
demo-access-token-jwt = Lets the application ask an API for something on the person's behalf. An API that knows the provider's public keys can check it by itself.
demo-access-token-opaque = Lets the application ask an API for something on the person's behalf. It says nothing to whoever holds it: the API asks the provider what it means.
demo-userinfo = Userinfo
demo-userinfo-what = What the provider answers to whoever brings the access token: what the person agreed to share.
demo-failed = The demo could not sign you in
demo-not-started = This sign-in was not started in this browser, or it took too long. Start it again.
demo-mismatch = This is not the answer to the sign-in that this browser started. Start it again.
demo-refused = The provider did not sign you in: { $why }
demo-unreachable = The demo application gets no answer from the provider at { $issuer }.
demo-invalid = The demo application does not accept what the provider sent: { $why }.
demo-internal = The demo application failed.

## What members of tokens mean
claim-alg = How it is signed.
claim-kid = Which of the provider's public keys checks the signature.
claim-typ = What kind of token it is: JWT for an ID token, at+jwt for an access token.
claim-iss = Who issued it: the provider.
claim-sub = Who it is about: the provider's own identifier of the person. It never changes, so applications should know people by it.
claim-aud = Whom it is meant for. Anybody else must refuse it.
claim-client-id = The application that it was issued to.
claim-scope = What it allows.
claim-iat = When it was made, in seconds since 1970.
claim-nbf = Not valid before this time.
claim-exp = When it expires.
claim-auth-time = When the person last proved who they are.
claim-acr = How strong that proof was.
claim-amr = By which methods they proved it, such as pwd for a password.
claim-nonce = The application's random value for this sign-in, so that a stolen ID token cannot be used in another.
claim-azp = The application that asked for it.
claim-at-hash = A fingerprint of the access token that came with it.
claim-c-hash = A fingerprint of the code that came with it.
claim-s-hash = A fingerprint of the request's state.
claim-sid = The person's session at the provider. Signing out ends it.
claim-jti = The token's own identifier.
claim-grant-id = The family of tokens that one sign-in brought forth; they can be ended together.
claim-name = Full name, as it is to be shown.
claim-given-name = Given or first names.
claim-family-name = Family or last names.
claim-middle-name = Middle names.
claim-nickname = What friends say.
claim-preferred-username = The name the person signs in with. It may change: do not know people by it.
claim-profile = A page about the person.
claim-picture = A picture of the person.
claim-website = The person's own website.
claim-email = E-mail address. It may change: do not know people by it.
claim-email-verified = Whether the provider knows that the address is the person's.
claim-gender = Gender.
claim-birthdate = Date of birth; the year may be 0000 or the date a year only.
claim-zoneinfo = Time zone, such as Europe/Paris.
claim-locale = Language and region, such as en-US.
claim-phone-number = Telephone number.
claim-phone-number-verified = Whether the provider knows that the number is the person's.
claim-address = Postal address.
claim-updated-at = When anything of this last changed.
claim-groups = The groups that the person belongs to.

## Apps behind a proxy
forward-auth-no-proxy = This server takes questions about apps only from the proxies it knows.
forward-auth-unknown-site = There is no protected app under this address.
forward-auth-not-allowed = Your account may not use this app. Ask whoever runs it for access.
forward-auth-lost = The sign-in could not be completed. Open the app again.

## The sign-in history
history-title = Sign-in history
history-hint = The latest sign-ins to your account. If you do not recognise one, change your password.
history-none = Nothing is known yet.
history-succeeded = Signed in
history-failed = Failed attempt
history-code = One-time code
