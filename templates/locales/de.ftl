# Was Signet zu Menschen sagt, auf Deutsch.

## Was mehrere Seiten gemeinsam haben
title-of-error = Fehler: { $title }
language-choice = Sprache
home = Startseite
continue = Weiter
cancel = Abbrechen
sign-in = Anmelden
sign-out = Abmelden
start-page = Zur Startseite
opens-in-new-tab = (öffnet sich in einem neuen Tab)
signed-in-as = Sie sind als { $username } angemeldet.
duration-seconds = { $count ->
    [one] eine Sekunde
   *[other] { $count } Sekunden
}
duration-minutes = { $count ->
    [one] eine Minute
   *[other] { $count } Minuten
}
duration-days = { $count ->
    [one] ein Tag
   *[other] { $count } Tage
}

## Die App, die fragt
client-website = Website
client-privacy = Datenschutz
client-terms = Nutzungsbedingungen

## Anmelden
sign-in-title = Anmelden
sign-in-again = Bitte bestätigen Sie, dass Sie es sind
sign-in-again-hint = Geben Sie Ihr Passwort noch einmal ein, um fortzufahren.
sign-in-to = und weiter zu
sign-in-username = Benutzername oder E-Mail-Adresse
sign-in-password = Passwort
password-show = Passwort anzeigen
sign-in-confirm = Bestätigen
sign-in-wrong = Der Benutzername oder das Passwort stimmt nicht. Bitte versuchen Sie es noch einmal.
sign-in-stuck = Das Passwort fällt Ihnen nicht ein? Mit einem Link, den wir an Ihre E-Mail-Adresse schicken, können Sie ein neues festlegen.
sign-in-wait = Es gab zu viele Fehlversuche. Bitte versuchen Sie es noch einmal. Wartezeit: { $duration }.

## Passkeys
passkey-use = Passkey verwenden
passkey-create = Passkey anlegen
passkey-name = Name
passkey-rename = Umbenennen
passkey-save = Speichern
passkey-title = Passkey anlegen
passkey-hint = Damit melden Sie sich ohne Passwort an: mit dem Finger, dem Gesicht oder der PIN Ihres Geräts oder mit einem Sicherheitsschlüssel.
passkey-second = Verwenden Sie Ihren Passkey.
passkey-second-hint = Verwenden Sie Ihren Passkey, oder geben Sie den Code ein, den Ihre Authenticator-App anzeigt.
passkey-also = Mit einem Passkey melden Sie sich auch ohne Passwort an.
passkey-failed = Der Passkey wurde nicht verwendet. Bitte versuchen Sie es noch einmal.
passkey-wrong = Dieser Passkey wurde nicht angenommen, oder es hat zu lange gedauert. Bitte versuchen Sie es noch einmal.
passkey-cannot = Dieser Browser kann keine Passkeys verwenden, oder JavaScript ist darin ausgeschaltet. Öffnen Sie diese Seite in einem anderen Browser oder auf einem Telefon oder Computer mit Displaysperre.
passkey-needed = Um sich hier anzumelden, brauchen Sie einen Passkey.
passkey-help = Wenn Sie keinen anlegen können, gehen Sie zurück, oder fragen Sie, wer Ihr Konto betreut.
passkey-other = Etwas anderes verwenden

## Das Angebot eines Passkeys nach einer Anmeldung mit Passwort
offer-title = Nächstes Mal ohne Passwort anmelden?
offer-hint = Mit einem Passkey melden Sie sich mit dem Finger, dem Gesicht oder der PIN dieses Geräts an. Niemand kann ihn erraten, und keine gefälschte Seite kann ihn verwenden.
offer-effect = Von da an genügt das Passwort allein nicht mehr: Auf anderen Geräten brauchen Sie den Passkey oder einen der Wiederherstellungscodes, die Sie gleich erhalten.
offer-later = Jetzt nicht
offer-never = Nicht mehr fragen

## Konto auswählen
select-title = Konto auswählen
select-other = Ein anderes Konto verwenden
turned-away-title = Kein Zugriff mit diesem Konto
turned-away-message = Mit diesem Konto dürfen Sie { $client } nicht verwenden. Falls Sie es dürfen sollten, wenden Sie sich an die Person, die Ihr Konto verwaltet.
turned-away-back = Zurück zur App

## Einwilligung
consent-title = { $client } Zugriff geben?
consent-able = Die App kann dann:
consent-subject = Die App erfährt, dass Sie hier ein Konto haben, und sonst nichts über Sie.
consent-allow = Erlauben
consent-deny = Ablehnen
consent-trust = Erlauben Sie nur, wem Sie vertrauen.
consent-switch = Das sind nicht Sie? Anderes Konto verwenden
scope-openid = Wissen, wer Sie sind
scope-openid-detail = Eine Nummer, die hier für Ihr Konto steht
scope-profile = Ihr Profil sehen
scope-profile-detail = Name, Bild, Sprache und Ähnliches
scope-email = Ihre E-Mail-Adresse sehen
scope-email-detail = Und ob sie bestätigt wurde
scope-address = Ihre Postanschrift sehen
scope-phone = Ihre Telefonnummer sehen
scope-groups = Ihre Gruppen sehen
scope-groups-detail = Die Teams und Rollen, denen Sie angehören
scope-api = Diesen Dienst in Ihrem Namen verwalten
scope-api-detail = Mit allem, was Ihre Rolle erlaubt
scope-offline-access = Verbunden bleiben, während Sie fort sind
scope-offline-access-detail = Bis Sie es auf Ihrer Kontoseite widerrufen
see-name = Ihren Namen sehen
see-given-name = Ihren Vornamen sehen
see-family-name = Ihren Nachnamen sehen
see-middle-name = Ihren zweiten Vornamen sehen
see-nickname = Ihren Spitznamen sehen
see-username = Ihren Benutzernamen sehen
see-profile-page = Die Adresse Ihrer Profilseite sehen
see-picture = Ihr Bild sehen
see-website = Die Adresse Ihrer Website sehen
see-email-verified = Sehen, ob Ihre E-Mail-Adresse bestätigt wurde
see-gender = Ihr Geschlecht sehen
see-birthdate = Ihr Geburtsdatum sehen
see-zoneinfo = Ihre Zeitzone sehen
see-locale = Ihre Sprache sehen
see-phone-verified = Sehen, ob Ihre Telefonnummer bestätigt wurde
see-updated-at = Sehen, wann Ihr Profil zuletzt geändert wurde
see-other = Diese Angabe über Sie sehen: { $claim }

## Geräte
device-title = Gerät verbinden
device-hint = Geben Sie den Code ein, den das Gerät anzeigt.
device-code = Code
device-wrong = Zu diesem Code wartet kein Gerät. Bitte vergleichen Sie ihn mit der Anzeige des Geräts, oder beginnen Sie dort von vorn.
device-wait = Es gab zu viele falsche Codes. Bitte versuchen Sie es noch einmal. Wartezeit: { $duration }.
device-confirm-title = { $client } verbinden?
device-compare = Fahren Sie nur fort, wenn Sie dies selbst begonnen haben und das Gerät diesen Code anzeigt:
device-subject = Das Gerät erfährt, dass Sie hier ein Konto haben, und sonst nichts über Sie.
device-able = Das Gerät kann dann:
device-connect = Verbinden
device-done-title = Gerät verbunden
device-done = Ihr Gerät ist verbunden
device-done-hint = Es geht dort in wenigen Sekunden von selbst weiter. Sie können diese Seite schließen.
device-denied-title = Gerät nicht verbunden
device-denied = Ihr Gerät wurde nicht verbunden
device-denied-hint = Es hat nichts erhalten. Sie können diese Seite schließen.
device-gone = Das Gerät wartet nicht mehr
device-gone-message = Es hat zu lange gedauert, oder es wurde schon entschieden. Beginnen Sie am Gerät von vorn.

## Abmelden
sign-out-title = Abmelden?
sign-out-by-app = Diese App bittet darum, Ihre Sitzung hier zu beenden:
sign-out-here = Damit endet Ihre Sitzung auf diesem Gerät.
sign-out-stay = Angemeldet bleiben
signed-out-title = Sie sind abgemeldet
signed-out-ended = Ihre Sitzung bei { $site } auf diesem Gerät ist beendet.
signed-out-shared = Schließen Sie an einem gemeinsam genutzten Computer auch das Browserfenster.
signed-out-frame = Abmeldung bei einer App
signed-out-back = Zurück zu { $client }
signed-out-the-app = der App
sign-out-refused = Die Abmeldung der App ist fehlerhaft
sign-out-refused-message = Die App hat ein ID-Token gesendet, das nicht von hier stammt, oder eine Rücksprungadresse, die nicht für sie eingetragen ist. Sie sind hier weiterhin angemeldet. Wer die App betreibt, kann das beheben.

## Die Kontoseite
account-title = Ihr Konto
account-name = Name
account-username = Benutzername
account-email = E-Mail-Adresse
account-sessions = Wo Sie angemeldet sind
account-sessions-hint = Beenden Sie jede Sitzung, die Sie nicht erkennen.
account-this-device = Dieses Gerät
account-last-used = zuletzt genutzt { $date }
account-since = seit { $date }
account-end = Beenden
account-others = Weitere Konten in diesem Browser
account-others-hint = Wer sich mit einem weiteren Konto anmeldet, behält dieses; Apps bekommen das gewählte.
account-switch = Wechseln zu
account-add = Mit einem weiteren Konto anmelden
account-apps = Apps mit Zugriff
account-no-apps = Noch keine. Apps, denen Sie etwas über sich zu sehen erlauben, stehen hier.
account-apps-hint = Ein Widerruf meldet die App von Ihrem Konto ab; sie muss Sie dann neu fragen.
account-open = Öffnen
account-withdraw = Widerrufen
account-device = { $browser } auf { $system }
account-unknown-device = Unbekanntes Gerät
place-same = Von dort, wo Sie gerade sind
place-near = Aus dem Netz, in dem Sie gerade sind
place-local = Aus einem lokalen Netz
place-elsewhere = Von anderswo
account-change-password = Passwort ändern
account-change-email = E-Mail-Adresse ändern


## Der zweite Faktor
second-title = Bestätigen Sie, dass Sie es sind
second-code-hint = Geben Sie den Code ein, den Ihre Authenticator-App anzeigt.
second-recovery-hint = Geben Sie einen Ihrer Wiederherstellungscodes ein. Jeder gilt einmal.
second-recovery-renews = Danach legen Sie einen neuen Passkey an.
second-code = Code
second-recovery-code = Wiederherstellungscode
second-remember = Auf diesem Gerät vorerst nicht mehr fragen (Dauer: { $duration })
second-use-recovery = Stattdessen einen Wiederherstellungscode verwenden
second-wrong = Dieser Code stimmt nicht oder wurde schon verwendet. Bitte versuchen Sie es noch einmal.
second-not-done = Für Ihr Konto wird inzwischen mehr verlangt als bei Ihrer Anmeldung. Was Sie gerade gesendet haben, wurde nicht ausgeführt: Gehen Sie weiter, bestätigen Sie, dass Sie es sind, und senden Sie es noch einmal.

## Authenticator-App einrichten
enrol-title = Authenticator-App einrichten
enrol-second = Zweiten Faktor einrichten
enrol-app = Oder eine Authenticator-App
enrol-needed = Hier ist neben Ihrem Passwort ein zweiter Faktor nötig.
enrol-scan = Scannen Sie dieses Bild mit Ihrer Authenticator-App.
enrol-picture = Bild für die Authenticator-App
enrol-type = Oder geben Sie diesen Schlüssel in die App ein:
enrol-confirm = Geben Sie den Code ein, den die App dann anzeigt.
enrol-turn-on = Einschalten
enrol-wrong = Das ist nicht der Code, den die App gerade anzeigt. Bitte versuchen Sie es noch einmal.

## Wiederherstellungscodes
codes-title = Ihre Wiederherstellungscodes
codes-hint = Mit jedem davon können Sie sich einmal anmelden, wenn Sie Ihre Authenticator-App verloren haben. Drucken Sie sie aus, oder schreiben Sie sie auf: Sie werden nur dieses eine Mal angezeigt, und frühere gelten nicht mehr.
codes-kept = Ich habe sie aufbewahrt

## Anmeldung und Sicherheit
security-title = Anmeldung und Sicherheit
security-factors = Zweite Faktoren
security-factors-hint = Selbst wer Ihr Passwort kennt, kann sich ohne einen davon nicht anmelden.
security-app = Authenticator-App
security-passkey = Passkey
security-remove = Entfernen
security-codes = Wiederherstellungscodes
security-codes-left = Noch { $count } übrig. Neue ersetzen sie.
security-new-codes = Neue Wiederherstellungscodes erstellen
security-needed = Ihr Konto muss einen zweiten Faktor haben. Richten Sie einen anderen ein, bevor Sie diesen entfernen.

## Neues Passwort
new-password-title = Neues Passwort wählen
new-password-effect = Alle Browser und Apps werden dann abgemeldet.
new-password-current = Aktuelles Passwort
new-password-new = Neues Passwort
new-password-hint = Mindestens { $least } Zeichen. Vier oder fünf Wörter ohne Zusammenhang sind sicher und leicht zu merken; Leerzeichen sind willkommen.
new-password-save = Passwort speichern
new-password-not-right = Das Passwort stimmt nicht.
new-password-done = Ihr Passwort wurde geändert
new-password-done-here = Alle anderen Browser und alle Apps wurden abgemeldet.
new-password-done-everywhere = Melden Sie sich mit dem neuen Passwort an. Alle Browser und Apps wurden abgemeldet.

## Neue E-Mail-Adresse
new-email-title = E-Mail-Adresse ändern
new-email-now = Es bleibt { $email }, bis Sie die neue Adresse über einen Link bestätigen, den wir dorthin senden.
new-email-none = Sie gilt, sobald Sie sie über einen Link bestätigen, den wir dorthin senden.
new-email-new = Neue E-Mail-Adresse
new-email-sent = Sehen Sie in Ihr neues Postfach
new-email-sent-hint = Ein Link ist dorthin unterwegs. Ihre Adresse bleibt, wie sie ist, bis Sie den Link innerhalb einer Stunde öffnen und bestätigen.
new-email-confirm = E-Mail-Adresse bestätigen
new-email-use = Diese Adresse verwenden
new-email-done = Ihre E-Mail-Adresse wurde geändert
new-email-done-hint = Sie lautet ab jetzt { $email }.

## Passwort vergessen
recover-link = Passwort vergessen?
recover-title = Neues Passwort festlegen
recover-hint = Wir senden einen Link an die E-Mail-Adresse Ihres Kontos.
recover-back = Zurück zur Anmeldung
recover-sent-hint = Wenn es ein solches Konto gibt und seine E-Mail-Adresse bestätigt wurde, ist ein Link für ein neues Passwort dorthin unterwegs. Er gilt eine Stunde.

## Neues Konto
sign-up-link = Konto erstellen
sign-up-title = Konto erstellen
sign-up-hint = Zuerst senden wir einen Link an Ihre E-Mail-Adresse.
sign-up-have = Ich habe schon ein Konto
sign-up-sent-hint = Ein Link, mit dem es weitergeht, ist dorthin unterwegs. Er gilt eine Stunde.
sign-up-domain = Verwenden Sie eine Adresse aus einer dieser Domains: { $domains }.
sign-up-for = Für { $email }

## Links in Briefen
link-send = Link senden
link-sent = Sehen Sie in Ihr Postfach
link-used = Dieser Link wurde schon verwendet
link-used-message = Er gilt nur einmal. Wenn Sie ihn noch brauchen, fordern Sie einen neuen an.
link-gone = Dieser Link funktioniert nicht
link-gone-message = Er ist zu alt oder wurde unterwegs abgeschnitten. Fordern Sie einen neuen an.

## Briefe
letter-change = { $change } ({ $username }).
letter-password = Ihr Passwort wurde geändert
letter-password-detail = Alle Browser und Apps wurden abgemeldet. Melden Sie sich mit dem neuen Passwort wieder an.
letter-factor-added = Ihrem Konto wurde ein Weg zur Anmeldung hinzugefügt
letter-factor-added-detail = Er heißt: { $name }
letter-factor-removed = Aus Ihrem Konto wurde ein Weg zur Anmeldung entfernt
letter-factor-removed-detail = Er hieß: { $name }
letter-codes = Für Ihr Konto wurden neue Wiederherstellungscodes erstellt
letter-codes-detail = Codes, die Sie früher notiert haben, gelten nicht mehr.
letter-email = Die E-Mail-Adresse Ihres Kontos wurde geändert
letter-email-detail = Nachrichten gehen ab jetzt an { $email }; mit jener Adresse statt dieser melden Sie sich auch an.
letter-left = Ihr Konto wird gelöscht
letter-left-detail = Es wird am { $date } gelöscht. Sie sind überall abgemeldet. Bis dahin können Sie es behalten, indem Sie sich anmelden.
letter-deleted = Ihr Konto wurde gelöscht
letter-deleted-detail = Es ist nichts davon übrig.
letter-was-you = Wenn Sie das waren, brauchen Sie nichts zu tun.
letter-was-not-you = Wenn Sie es nicht waren, kennt vielleicht jemand anders Ihr Passwort: Legen Sie sofort ein neues fest, und sagen Sie denen Bescheid, die diesen Dienst betreiben.
letter-ignore = Wenn Sie das nicht waren, brauchen Sie nichts zu tun.
letter-works-an-hour = Der Link gilt eine Stunde lang und nur einmal.
letter-works-once = Der Link gilt nur einmal.
letter-recover = Jemand, vermutlich Sie, hat für Ihr Konto { $username } ein neues Passwort angefordert.
letter-recover-ignore = Wenn Sie das nicht waren, brauchen Sie nichts zu tun: Ihr Passwort bleibt, wie es ist.
letter-confirm = Das Konto { $username } soll ab jetzt diese E-Mail-Adresse haben.
letter-confirm-link = Diese Adresse bestätigen
letter-confirm-ignore = Wenn Sie das Konto nicht kennen, brauchen Sie nichts zu tun.
letter-taken = Zu dieser Adresse gibt es schon ein Konto
letter-taken-why = Jemand wollte seinem Konto diese E-Mail-Adresse geben. Sie gehört schon zu einem anderen Konto, deshalb wurde nichts geändert.
letter-known = Sie haben schon ein Konto
letter-known-why = Jemand, vermutlich Sie, wollte mit dieser E-Mail-Adresse ein Konto erstellen. Es gibt schon eines.
letter-known-hint = Wenn Sie das Passwort nicht mehr wissen, verwenden Sie dort „{ $recover }“. Wenn Sie es nicht waren, brauchen Sie nichts zu tun.
letter-sign-up = Jemand, vermutlich Sie, möchte mit dieser E-Mail-Adresse ein Konto erstellen.
letter-sign-up-ignore = Wenn Sie es nicht waren, brauchen Sie nichts zu tun: Ohne den Link entsteht kein Konto.
letter-invited = Sie sind zu { $site } eingeladen
letter-invited-hint = Sie können bei { $site } ein Konto haben. Wählen Sie einen Benutzernamen und ein Passwort, um zu beginnen.
account-end-others = Alle anderen Sitzungen beenden
account-data = Ihre Daten herunterladen
delete-title = Konto löschen
delete-whose = Das ist das Konto von { $username }.
delete-at-once = Sie werden sofort überall abgemeldet, und keine App kann das Konto mehr benutzen.
delete-later = Danach läuft eine Frist ({ $duration }), nach der alles, was hier über Sie gespeichert ist, endgültig gelöscht wird.
delete-keep = Bis dahin können Sie das Konto behalten, indem Sie sich anmelden.
delete-account = Konto löschen
delete-done = Ihr Konto wird gelöscht
delete-done-hint = Das geschieht am { $date }. Bis dahin können Sie es behalten, indem Sie sich anmelden.
delete-last-owner = Sie sind hier die einzige Person mit der Rolle „owner“. Geben Sie die Rolle zuerst noch jemandem.
keep-title = Ihr Konto wird bald gelöscht
keep-when = Es wird am { $date } gelöscht. Bis dahin kann es niemand benutzen.
keep-account = Konto behalten
keep-not = Dabei belassen
profile-title = Ihr Profil
profile-what = Was Sie ausfüllen, können Apps sehen, denen Sie es erlauben. Sie dürfen alles leer lassen.
profile-look = Bitte sehen Sie die markierten Felder an.
profile-save = Speichern
profile-name = Voller Name
profile-given-name = Vornamen
profile-family-name = Nachname
profile-nickname = Spitzname
profile-picture = Adresse eines Bildes
profile-website = Website
profile-birthdate = Geburtsdatum
profile-zoneinfo = Zeitzone
profile-locale = Sprache
profile-phone = Telefonnummer
profile-street = Straße und Hausnummer
profile-postal-code = Postleitzahl
profile-locality = Ort
profile-region = Bundesland oder Region
profile-country = Land
profile-url-hint = Sie beginnt mit https://
profile-date-hint = Wie 1990-12-31; das Jahr allein genügt.
profile-zone-hint = Wie Europe/Paris.
profile-language-hint = Wie de oder pt-BR. Diese Seiten folgen ihr, wo sie können.
profile-phone-hint = Mit Ländervorwahl, wie +49 30 123456.
profile-too-long = Verwenden Sie höchstens { $most } Zeichen.
profile-control = Darin sind Zeichen, die nicht angezeigt werden können.
profile-url-wrong = Geben Sie eine ganze Adresse ein, die mit https:// beginnt.
profile-date-wrong = Geben Sie ein Datum wie 1990-12-31 oder ein Jahr ein.
profile-zone-wrong = Geben Sie den Namen einer Zeitzone ein, wie Europe/Paris.
profile-language-wrong = Geben Sie ein Sprachkürzel ein, wie de oder pt-BR.
profile-phone-wrong = Geben Sie die Nummer mit Ländervorwahl ein, beginnend mit +

## Das erste Konto
setup-title = Das erste Konto anlegen
setup-welcome = Willkommen! Diesem Konto gehört dieser Dienst, und es darf alles darin ändern. Weitere Personen können Sie später hinzufügen.
setup-look = Fast geschafft: Bitte sehen Sie sich die markierten Felder an.
setup-name = Ihr Name
setup-name-hint = So, wie Apps ihn anzeigen sollen.
setup-name-wrong = Geben Sie Ihren Namen ein, höchstens 200 Zeichen.
setup-username = Benutzername
setup-username-hint = Damit melden Sie sich an; mit Ihrer E-Mail-Adresse geht es auch.
setup-email = E-Mail-Adresse
setup-email-hint = Für Nachrichten zu Ihrem Konto.
setup-password = Passwort
setup-create = Konto anlegen
setup-closed = Dieser Einrichtungslink funktioniert nicht
setup-closed-message = Er wurde schon benutzt oder ist unvollständig. Wer diesen Dienst betreibt, kann den richtigen ausgeben lassen mit: signet setup-link

## Was an einer Eingabe nicht stimmt
username-empty = Geben Sie einen Benutzernamen ein.
username-too-long = Der Benutzername darf höchstens { $most } Zeichen haben.
username-space = Lassen Sie die Leerzeichen im Benutzernamen weg.
username-character = Verwenden Sie nur Buchstaben, Ziffern und Zeichen der Tastatur: Das Zeichen { $character } darf in keinem Benutzernamen stehen.
username-mixed = Verwenden Sie nur Buchstaben eines Alphabets: Dieser Benutzername mischt mehrere.
username-taken = Dieser Benutzername ist vergeben.
email-wrong = Geben Sie eine E-Mail-Adresse ein, zum Beispiel name@example.com.
email-taken = Diese Adresse ist vergeben.
password-too-short = Verwenden Sie mindestens { $least } Zeichen. Einige Wörter, die nichts miteinander zu tun haben, sind leicht zu merken.
password-too-long = Verwenden Sie höchstens { $most } Zeichen.
password-own-names = Lassen Sie Ihre eigenen Namen weg, oder fügen Sie weitere Wörter hinzu.
password-guessable = Dieses Passwort ist leicht zu erraten.
password-very-weak = Stärke: sehr schwach
password-weak = Stärke: schwach
password-nearly = Stärke: fast ausreichend
password-add-words = Fügen Sie ein oder zwei Wörter hinzu. Seltene Wörter sind besser.
password-common = Viele Menschen verwenden ein ähnliches Passwort.
password-keys = Tasten, die nebeneinander liegen, wie qwertz, werden früh ausprobiert.
password-repeat = Wiederholungen helfen kaum.
password-sequence = Reihen wie abc oder 6543 werden früh ausprobiert.
password-date = Daten und Jahreszahlen werden früh ausprobiert.
password-word = Einzelne Wörter werden früh ausprobiert.
password-name = Vornamen und Familiennamen werden früh ausprobiert.
password-capitals = Großbuchstaben helfen kaum.
password-backwards = Rückwärts geschriebene Wörter helfen kaum.
password-substitution = Zeichen anstelle von Buchstaben, wie @ für a, helfen kaum.
password-breached = Dieses Passwort ist durch einen Einbruch bei einem anderen Dienst bekannt geworden. Verwenden Sie eines, das Sie nirgends sonst verwenden.

## Startseite
home-title = Willkommen
home-welcome = Willkommen bei { $site }
home-hello = Guten Tag, { $name }
home-what = Hier meldet man sich einmal an, und jede verbundene App erfährt, wer man ist. Apps sehen nie ein Passwort.
home-demo = Demo ausprobieren
home-account = Ihr Konto
home-connect = Eine App verbinden
home-connect-hint = Jede App oder Bibliothek, die OpenID Connect spricht, kann diesen Dienst nutzen.
home-register = 1. Tragen Sie die App ein, auf dem Rechner, auf dem dieser Dienst läuft
home-credentials = 2. Geben Sie ihr die Client-ID und das Geheimnis, die der Befehl ausgibt, und diesen Aussteller
home-discovery = Falls sie stattdessen nach einer Discovery-Adresse fragt

## Zurück zu einer App
form-post-title = Zurück zur App
form-post-hint = Wenn nichts geschieht, drücken Sie den Knopf.

## Fehler
error-reference = Wenn Sie Hilfe brauchen, nennen Sie dem Betreiber dieses Dienstes dieses Kennzeichen.
error-details = Technische Einzelheiten
error-ours = Hier ist etwas schiefgegangen
error-ours-message = Es liegt nicht an Ihnen. Bitte versuchen Sie es noch einmal.
error-busy = Zu viele Menschen auf einmal
error-busy-message = Bitte warten Sie einen Moment und versuchen Sie es noch einmal.
error-too-often = Das war zu oft
error-too-often-message = Bitte versuchen Sie es noch einmal. Wartezeit: { $duration }.
error-unavailable = Im Moment nicht verfügbar
error-unavailable-message = Es liegt nicht an Ihnen, und nichts ist verloren. Bitte versuchen Sie es gleich noch einmal.
error-forged = Dieses Formular ist abgelaufen
error-forged-message = Nichts wurde geändert. Gehen Sie zurück, laden Sie die Seite neu und versuchen Sie es noch einmal.
error-step = Diese Anmeldung kann nicht weitergehen
error-step-message = Sie hat zu lange gedauert oder wurde in einem anderen Browser begonnen. Gehen Sie zurück zur App und melden Sie sich noch einmal an.
error-not-found = Hier ist nichts
error-not-found-message = Vielleicht enthält die Adresse einen Tippfehler.
error-unreadable = Die Anfrage kann nicht gelesen werden
error-unreadable-message = Die App oder der Browser hat etwas gesendet, das hier nicht verstanden wird.
error-untrusted = Der Anfrage der App ist nicht zu trauen
error-untrusted-message = Sie wurden nicht angemeldet und nicht zurückgeschickt, denn die Anfrage passt nicht zu dem, was eingetragen ist: { $why }. Wer die App betreibt, kann das beheben.
untrusted-repeated-client-id = client_id ist mehrmals angegeben
untrusted-missing-client-id = client_id fehlt
untrusted-unknown-client = unter dieser client_id ist keine App eingetragen
untrusted-repeated-redirect-uri = redirect_uri ist mehrmals angegeben
untrusted-missing-redirect-uri = redirect_uri fehlt
untrusted-unregistered-redirect-uri = redirect_uri ist für diese App nicht eingetragen
untrusted-refused = sie wird mit { $code } abgelehnt und nennt keine eingetragene redirect_uri

## Die Demo-App
demo-title = Demo-App
demo-what = Diese Seite spielt eine App von Ihnen. Sie weiß nichts über Sie, bis Sie sich anmelden.
demo-step-send = Sie schickt Sie zu { $site }, wo Sie sich anmelden.
demo-step-code = Sie kommen mit einem Code zurück, den sie gegen Tokens tauscht.
demo-step-check = Sie prüft die Tokens und zeigt Ihnen alles, was darin steht.
demo-sign-in = Mit { $site } anmelden
demo-result-title = Bei der Demo angemeldet
demo-result = Sie sind angemeldet
demo-result-what = Das hat die Demo-App erhalten, und das bedeutet es.
demo-again = Noch einmal anmelden
demo-header = Kopf
demo-claims = Angaben
demo-raw = Wie es gesendet wurde
demo-check-state = Die Antwort gehört zu der Anmeldung, die dieser Browser begonnen hat (state).
demo-check-iss = Sie kommt von { $value } und keinem anderen Anbieter (iss).
demo-check-pkce = Der Code wurde mit einem Nachweis getauscht, den nur die Demo erbringen konnte (PKCE).
demo-check-signature = Das ID-Token ist vom Anbieter signiert: { $value }.
demo-check-aud = Es wurde für die Demo ausgestellt (aud), von diesem Anbieter (iss), und ist nicht abgelaufen (exp).
demo-check-nonce = Es wurde für genau diese Anmeldung ausgestellt (nonce).
demo-check-at-hash = Das Zugriffstoken kam zusammen mit dem ID-Token (at_hash).
demo-check-userinfo = Userinfo nimmt das Zugriffstoken an und spricht von derselben Person (sub).
demo-id-token = ID-Token
demo-id-token-what = Sagt der App, wer sich wann und wie angemeldet hat. Es ist signiert und nur für diese App bestimmt.
demo-access-token = Zugriffstoken
demo-access-token-jwt = Damit kann die App eine API im Namen der Person um etwas bitten. Eine API, die die öffentlichen Schlüssel des Anbieters kennt, kann es selbst prüfen.
demo-access-token-opaque = Damit kann die App eine API im Namen der Person um etwas bitten. Wer es in der Hand hat, erfährt daraus nichts: Die API fragt den Anbieter, was es bedeutet.
demo-userinfo = Userinfo
demo-userinfo-what = Was der Anbieter dem antwortet, der das Zugriffstoken vorlegt: was die Person mitzuteilen bereit war.
demo-failed = Die Demo konnte Sie nicht anmelden
demo-not-started = Diese Anmeldung wurde nicht in diesem Browser begonnen, oder sie hat zu lange gedauert. Beginnen Sie von vorn.
demo-mismatch = Das ist nicht die Antwort auf die Anmeldung, die dieser Browser begonnen hat. Beginnen Sie von vorn.
demo-refused = Der Anbieter hat Sie nicht angemeldet: { $why }
demo-unreachable = Die Demo-App bekommt vom Anbieter unter { $issuer } keine Antwort.
demo-invalid = Die Demo-App nimmt nicht an, was der Anbieter gesendet hat: { $why }.
demo-internal = Die Demo-App ist gescheitert.

## Was die Angaben in Tokens bedeuten
claim-alg = Wie es signiert ist.
claim-kid = Mit welchem öffentlichen Schlüssel des Anbieters die Signatur geprüft wird.
claim-typ = Welche Art Token es ist: JWT bei einem ID-Token, at+jwt bei einem Zugriffstoken.
claim-iss = Wer es ausgestellt hat: der Anbieter.
claim-sub = Um wen es geht: die Kennung, die der Anbieter der Person gibt. Sie ändert sich nie, also sollten Apps Menschen daran erkennen.
claim-aud = Für wen es bestimmt ist. Alle anderen müssen es ablehnen.
claim-client-id = Die App, für die es ausgestellt wurde.
claim-scope = Was es erlaubt.
claim-iat = Wann es entstanden ist, in Sekunden seit 1970.
claim-nbf = Vor dieser Zeit nicht gültig.
claim-exp = Wann es abläuft.
claim-auth-time = Wann die Person zuletzt bewiesen hat, wer sie ist.
claim-acr = Wie stark dieser Beweis war.
claim-amr = Womit sie es bewiesen hat, etwa pwd für ein Passwort.
claim-nonce = Der Zufallswert der App für diese Anmeldung, damit ein gestohlenes ID-Token für keine andere taugt.
claim-azp = Die App, die darum gebeten hat.
claim-at-hash = Ein Fingerabdruck des Zugriffstokens, das mitkam.
claim-c-hash = Ein Fingerabdruck des Codes, der mitkam.
claim-s-hash = Ein Fingerabdruck des Werts state der Anfrage.
claim-sid = Die Sitzung der Person beim Anbieter. Sie endet mit der Abmeldung.
claim-jti = Die eigene Kennung des Tokens.
claim-grant-id = Die Familie von Tokens, die aus einer Anmeldung hervorging; sie lassen sich gemeinsam beenden.
claim-name = Der volle Name, wie er gezeigt werden soll.
claim-given-name = Vornamen.
claim-family-name = Nachnamen.
claim-middle-name = Weitere Vornamen.
claim-nickname = Wie Freunde sagen.
claim-preferred-username = Der Name, mit dem sich die Person anmeldet. Er kann sich ändern: Erkennen Sie Menschen nicht daran.
claim-profile = Eine Seite über die Person.
claim-picture = Ein Bild der Person.
claim-website = Die eigene Website der Person.
claim-email = E-Mail-Adresse. Sie kann sich ändern: Erkennen Sie Menschen nicht daran.
claim-email-verified = Ob der Anbieter weiß, dass die Adresse der Person gehört.
claim-gender = Geschlecht.
claim-birthdate = Geburtsdatum; das Jahr kann 0000 sein, oder das Datum nur ein Jahr.
claim-zoneinfo = Zeitzone, etwa Europe/Paris.
claim-locale = Sprache und Region, etwa de-DE.
claim-phone-number = Telefonnummer.
claim-phone-number-verified = Ob der Anbieter weiß, dass die Nummer der Person gehört.
claim-address = Postanschrift.
claim-updated-at = Wann sich etwas davon zuletzt geändert hat.
claim-groups = Die Gruppen, denen die Person angehört.

## Apps hinter einem Proxy
forward-auth-no-proxy = Dieser Server beantwortet Fragen zu Apps nur den Proxys, die er kennt.
forward-auth-unknown-site = Unter dieser Adresse gibt es keine geschützte App.
forward-auth-not-allowed = Ihr Konto darf diese App nicht benutzen. Bitten Sie die Person, die sie betreibt, um Zugang.
forward-auth-lost = Die Anmeldung konnte nicht abgeschlossen werden. Öffnen Sie die App noch einmal.

## The sign-in history
history-title = Anmeldeverlauf
history-hint = Die letzten Anmeldungen bei Ihrem Konto. Wenn Sie eine nicht kennen, ändern Sie Ihr Passwort.
history-none = Noch ist nichts bekannt.
history-succeeded = Angemeldet
history-failed = Fehlgeschlagener Versuch
history-code = Einmalcode
