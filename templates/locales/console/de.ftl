# Was Signet den Betreibern sagt, auf Deutsch.

## The frame
console-title = Verwaltung
console-rooms = Bereiche der Konsole
console-crumbs = Wo Sie sind
console-skip = Zum Inhalt springen
console-overview = Überblick
console-users = Personen
console-clients = Anwendungen
console-keys = Signaturschlüssel
console-deliveries = Zustellungen
console-settings = Einstellungen
console-health = Zustand
console-groups = Gruppen
console-sessions = Sitzungen
console-forbidden = Das ist nicht für Sie
console-forbidden-message = Ihre Rolle erlaubt das nicht. Wer diesen Dienst betreibt, kann Ihnen eine andere geben.
console-gone-message = Vielleicht wurde es entfernt oder umbenannt.
console-refused = Das geht nicht
role-owner = Eigentümer
role-administrator = Administrator
role-help-desk = Hilfsstelle
role-auditor = Prüfer
role-group-administrator = Administrator von { $group }

## Lists
console-find = Suchen
console-find-user = Benutzername, E-Mail-Adresse oder Name
console-find-client = Name oder Client-ID
console-pages = Seiten
console-first = Zurück zum Anfang
console-next = Nächste Seite
console-name = Name
console-kind = Art
console-state = Zustand
console-value = Wert
console-created = Angelegt
console-changed = Geändert
console-last-used = Zuletzt benutzt
console-yes = Ja
console-no = Nein
console-active = Aktiv
console-disabled = Gesperrt
console-default = Vorgabe

## A change on its way
console-changes = Was sich ändert
console-what = Was
console-before = Jetzt
console-after = Danach
console-nothing = Es würde sich nichts ändern.
console-type = Zum Fortfahren { $name } eintippen
console-type-wrong = Das Eingetippte stimmt nicht überein. Es wurde nichts geändert.
console-changed-meanwhile = Inzwischen hat sich etwas geändert. Bitte sehen Sie noch einmal hin.
console-look = Bitte sehen Sie sich die markierten Felder an.
console-look-at-changes = Änderungen ansehen
console-edit-again = Weiter bearbeiten
console-do = Ausführen
console-edit = Bearbeiten
console-edit-title = { $name } bearbeiten
console-remove = Entfernen
console-done-nothing = Es gab nichts zu tun.

## People
console-new-user = Person hinzufügen
console-new-user-hint = Ein Passwort gibt es noch nicht: Schicken Sie danach einen Link, mit dem eines gewählt wird.
console-no-users = Niemand gefunden.
console-about = Angaben
console-account = Konto
console-verified = Die E-Mail-Adresse ist bestätigt
console-groups-hint = Eine je Zeile.
console-group-wrong = { $name } kann keine Gruppe heißen.
console-no-factors = Keine eingerichtet.
console-no-sessions = Kein Browser ist angemeldet.
console-device = Gerät
console-address = Adresse
console-client = Anwendung
console-scopes = Scopes
console-granted = Erlaubt am
console-disable = Konto sperren
console-disable-effect = Niemand kann sich mit dem Konto mehr anmelden, bis es wieder freigegeben wird.
console-enable = Konto freigeben
console-enable-effect = Die Person kann sich wieder anmelden.
console-sessions-end = Alle Sitzungen und Token enden sofort, und Anwendungen erfahren es.
console-password-link = Passwort-Link schicken
console-password-link-effect = Die Person bekommt einen Link, mit dem sie ein neues Passwort wählt. Er gilt eine Stunde und einmal; bis dahin bleibt das Passwort, wie es ist.
console-password-link-hand-over = Es konnte kein Brief verschickt werden. Geben Sie diesen Link selbst weiter, an niemand anderen. Er gilt eine Stunde und einmal.
console-reset-factors = Zweite Faktoren zurücksetzen
console-reset-factors-effect = Authenticator-Apps, Passkeys und Wiederherstellungscodes werden entfernt; die Person erfährt es per Mail.
console-done-user-created = Das Konto wurde angelegt.
console-done-user-changed = Das Konto wurde geändert.
console-done-user-disabled = Das Konto wurde gesperrt.
console-done-user-enabled = Das Konto wurde freigegeben.
console-done-password-link = Der Link ist unterwegs.
console-done-factors-reset = Die zweiten Faktoren wurden zurückgesetzt.

## Applications
console-new-client = Anwendung verbinden
console-new-client-hint = Die meisten Anwendungen brauchen nur einen Namen und eine Redirect-URI.
console-no-clients = Keine Anwendung gefunden.
console-client-id = Client-ID
console-origin-operator = Von einem Betreiber
console-origin-registered = Hat sich selbst registriert
console-for-the-app = Für die Einstellungen der Anwendung
console-for-the-app-hint = Danach fragen die meisten Anwendungen. Alles andere finden sie unter der Discovery-Adresse.
console-discovery = Discovery-Adresse
console-part-basics = Grundlegendes
console-part-shown = Was Personen sehen
console-part-sign-in = Anmelden
console-part-sign-out = Abmelden
console-part-tokens = Token
console-part-keys = Ihre Schlüssel und signierte Anfragen
console-part-compatibility = Ältere Software und strengere Regeln
console-hint-client-id = Leer lassen, um eine erzeugen zu lassen.
console-hint-redirect-uris = Wohin Personen zurückkehren, eine je Zeile, genau wie die Anwendung sie sendet.
console-hint-auth-method = none für Anwendungen im Browser oder auf einem Gerät: Sie können kein Geheimnis wahren.
console-hint-scope = Worum sie bitten darf, durch Leerzeichen getrennt.
console-hint-trusted = Personen werden nicht gefragt, ob sie sie kennen darf.
console-hint-minimum-acr = Wie stark jede Anmeldung sein muss.
console-hint-accent-color = Etwa #7a1fa2: die Farbe von Links und Hauptknöpfen, während Personen sich dort anmelden.
console-hint-sign-in-text = Was die Anmeldeseite unter ihrem Namen sagt, etwa welches Konto zu verwenden ist. Andere Sprachen unten, als sign_in_text#de.
console-hint-stylesheet = Ein eigenes Stylesheet (höchstens 16 KiB), das zu dem der Seiten hinzukommt, die in ihrem Auftrag gezeigt werden.
console-hint-localized = Etwa client_name#de = Fotos, je Zeile eines.
console-hint-format = Ein JWT prüft jeder mit den öffentlichen Schlüsseln, ein opakes Token nur hier.
console-hint-audience = Die Ressourcenserver, für die Zugriffstoken gelten, je Zeile einer.
console-hint-profile = An welche Regeln sie sich hält, wo die Standards sich widersprechen.
console-id-made = wird erzeugt und gezeigt
console-secret-made = wird erzeugt und einmal gezeigt
console-secret = Client-Geheimnis
console-secret-hint = Übertragen Sie es jetzt in die Anwendung: Es wird nie wieder gezeigt.
console-rotate-secret = Neues Geheimnis erzeugen
console-rotate-secret-effect = Das alte Geheimnis gilt sofort nicht mehr: Die Anwendung kann niemanden anmelden, bis sie das neue hat.
console-remove-client-effect = Die Anwendung wird vergessen, samt dem, was Personen ihr erlaubt haben. Ihre Token enden sofort.
console-done-client-changed = Die Anwendung wurde geändert.
console-done-client-removed = Die Anwendung wurde entfernt.

## Keys
console-keys-hint = Womit Token signiert werden. Ein Schlüssel wird veröffentlicht, bevor er signiert, und bleibt es, bis das letzte damit Signierte abgelaufen ist.
console-no-keys = Es gibt noch keine Schlüssel.
console-algorithm = Algorithmus
console-published = Veröffentlicht
console-signs-from = Signiert ab
console-gone-at = Weg ab
console-seen-by = Gesehen von
console-readers = { $count ->
    [one] einem Leser
   *[other] { $count } Lesern
}
console-readers-missing = (noch ausstehend: { $names })
console-kid = Schlüssel-ID
console-key-next = Nächster
console-key-active = Signiert
console-key-retired = Abgelöst
console-rotate = Schlüssel wechseln
console-rotate-effect = Die nächsten Schlüssel übernehmen, sobald alle sie kennen können; nichts Signiertes wird ungültig.
console-emergency = Alle Schlüssel sofort ersetzen
console-emergency-effect = Alle Schlüssel werden jetzt ersetzt, für den Fall, dass ein privater Schlüssel anderen bekannt sein kann.
console-emergency-tokens = Token mit alten Signaturen werden abgelehnt, sobald andere es merken, und Anwendungen, die alte Schlüssel behalten, versagen, bis sie neu nachsehen.
console-done-keys = Die Schlüssel wurden gewechselt.

## Deliveries
console-logouts = Abmeldungen an Anwendungen
console-logouts-hint = Was Anwendungen in der letzten Woche von beendeten Sitzungen erfuhren, das Neueste zuerst.
console-no-logouts = Nichts in der letzten Woche.
console-mails = Briefe
console-mails-hint = Was in der letzten Woche per Mail verschickt wurde, das Neueste zuerst.
console-no-mails = Kein Brief in der letzten Woche.
console-recipient = Empfänger
console-attempts = Versuche
console-answer = Antwort
console-last-attempt = Letzter Versuch
console-waiting = Wartet
console-delivered = Zugestellt
console-failed = Fehlgeschlagen
console-mail-recovery = Passwort-Link
console-mail-verification = Bestätigung einer Adresse
console-mail-sign-up = Anlegen eines Kontos
console-mail-invitation = Einladung
console-mail-notice = Mitteilung einer Änderung

## Settings and health
console-settings-hint = Wie sie auf diesem Knoten gelten, und was sie gesetzt hat. Geheimnisse werden nicht gezeigt.
console-set-by = Gesetzt durch
console-this-node = Dieser Knoten
console-version = Version
console-time = Zeit
console-issuer = Aussteller
console-database = Datenbank
console-database-state = Die Datenbank
console-answers = Antwortet
console-sends-mail = Verschickt Briefe

## Apps by name, and what they see
console-part-access = Wer sie benutzen darf, und was sie erfährt
console-hint-allowed-groups = Nur Mitglieder dieser Gruppen dürfen sie benutzen, je Zeile eine; alle, wenn leer.
console-hint-claim-mappings = Eigene Claims, als JSON.
console-recipes = Anwendung nach Namen verbinden
console-recipes-hint = Ein Rezept weiß, was die Anwendung braucht und was ihr mitzuteilen ist.
console-connect = { $name } verbinden
console-connect-effect = Die Anwendung wird registriert, und ihre Einstellungen werden einmal gezeigt, fertig zum Einfügen.
console-app-address = Adresse der Anwendung
console-hint-recipe-id = Leer lassen für den Namen des Rezepts.
console-preview = Was würde sie sehen?
console-preview-hint = Was die Anwendung von jemandem erführe, der alles erlaubt, worum sie bitten darf.
console-preview-another = Jemand anderes
console-find-login = Benutzername oder E-Mail-Adresse
console-admitted = Darf sie benutzen
console-not-admitted = Darf sie nicht benutzen
console-left-out = Weggelassen
console-back = Zurück zur Anwendung

## Groups and roles
console-groups-what = Anwendungen erfahren davon, und Regeln nennen sie.
console-find-group = Name
console-new-group = Gruppe anlegen
console-description = Beschreibung
console-no-groups = Keine Gruppe gefunden.
console-members = Mitglieder
console-no-members = Niemand gehört ihr an.
console-rename-group-hint = Bei einem anderen Namen folgen Mitglieder und Rollen; Regeln in Anwendungen nicht.
console-join = Mitglied hinzufügen
console-leave = Herausnehmen
console-leave-effect = Die Person gehört der Gruppe nicht mehr an. Anwendungen erfahren es bei der nächsten Anmeldung; was nur der Gruppe offensteht, ist ihr verschlossen.
console-remove-group = Gruppe entfernen
console-remove-group-effect = Niemand gehört ihr mehr an, und niemand verwaltet sie. Konten bleiben.
console-no-such-group = Es gibt keine Gruppe { $name }.
console-done-group-changed = Die Gruppe wurde gespeichert.
console-done-group-removed = Die Gruppe wurde entfernt.
console-done-joined = Die Person wurde in die Gruppe aufgenommen.
console-done-left = Die Person wurde aus der Gruppe herausgenommen.
console-roles = Rollen
console-roles-hint = Was jemand in dieser Konsole darf. Geben Sie nicht mehr als nötig.
console-administers = Verwaltet diese Gruppen
console-may-owner = Darf alles, und nur er ernennt und entlässt Eigentümer.
console-may-administrator = Sieht und ändert alles, Eigentümer ausgenommen.
console-may-help-desk = Sieht Personen und Gruppen; verschickt Passwort-Links, setzt zweite Faktoren zurück, vergisst Fehlversuche und beendet Sitzungen von Personen ohne Rolle.
console-may-auditor = Sieht alles und ändert nichts.
console-may-group-administrator = Verwaltet die Mitglieder dieser Gruppen, die selbst keine Rolle haben. Je Zeile eine Gruppe.
console-done-roles = Die Rollen wurden geändert.
console-with-role = Mit Rolle
console-everybody = Alle

## Sessions, and what else people have
console-sessions-hint = Wo Personen angemeldet sind, das Neueste zuerst.
console-action = Aktion
console-end = Beenden
console-end-session = Sitzung beenden
console-end-session-effect = Der Browser ist sofort abgemeldet, und Anwendungen erfahren es.
console-done-session-ended = Die Sitzung wurde beendet.
console-sign-out = Alle Sitzungen beenden
console-done-signed-out = Alle Sitzungen wurden beendet.
console-no-consents = Nichts wurde erlaubt.
console-consents = Was Personen ihr erlaubt haben
console-withdraw = Widerrufen
console-withdraw-title = Widerrufen, was der Anwendung erlaubt wurde
console-withdraw-effect = Was die Anwendung von der Person hat, endet sofort. Bei der nächsten Anmeldung fragt sie erneut.
console-done-withdrawn = Es wurde widerrufen.
console-unlock = Fehlversuche vergessen
console-unlock-effect = Die Person muss vor dem nächsten Versuch nicht mehr warten.
console-done-unlocked = Die Fehlversuche wurden vergessen.
console-remove-user = Konto entfernen
console-remove-user-effect = Das Konto ist endgültig weg, mit allem, was dazu gehört. Seine Kennung erhält nie jemand anderes.
console-done-user-removed = Das Konto wurde entfernt.
console-rename-user-effect = Die Person meldet sich von nun an mit dem neuen Namen an. Anwendungen kennen das Konto an seiner Kennung, und die bleibt.

## Numbers
console-last-day = Letzte 24 Stunden
console-last-week = Letzte 7 Tage
console-sign-ins = Anmeldungen
console-failures = Fehlgeschlagene Anmeldungen
console-tokens-issued = Ausgestellte Token
console-active-sessions = Laufende Sitzungen
console-waiting-logouts = Noch mitzuteilende Abmeldungen
console-waiting-mails = Noch zu sendende Briefe
console-as-table = Als Tabelle
console-from = Ab
console-key-ages = Alter der Signaturschlüssel

## Events
console-events = Ereignisse
console-events-hint = Was geschehen ist, das Neueste zuerst.
console-find-event = Art (user, user.disabled)
console-no-events = Nichts gefunden.
console-when = Wann
console-outcome = Ausgang
console-by = Durch
console-person = Person
console-success = Erfolgt
console-failure = Abgelehnt
console-anonymous = Nicht angemeldet
console-command-line = Kommandozeile
console-explain = Fehler erklären
console-explain-hint = Jede Fehlerseite zeigt eine Referenz. Hier eingegeben, sagt sie, warum die Anfrage abgelehnt wurde.
console-reference = Referenz
console-no-reference = Unter dieser Referenz ist nichts bekannt, oder nicht mehr.
console-why = Warum abgelehnt wurde
console-error = Fehler
console-said = Was gesagt wurde
console-rule = Die Regel
console-fix = Was es behebt
console-difference = Der Unterschied
console-received = Wie empfangen
console-registered = Wie registriert
console-differs-at = Erstes abweichendes Zeichen
console-traces = Anmeldungen, Schritt für Schritt
console-traces-hint = Die letzten Anmeldungen, solange die Einstellungen sie bewahren.
console-trace = Eine Anmeldung, Schritt für Schritt
console-no-traces = Keine Anmeldung wird bewahrt.
console-began = Beginn
console-last-step = Letzter Schritt
console-steps = Schritte
console-find-person = Person
console-since = Von
console-until = Bis
console-no-day = Schreiben Sie den Tag als 2026-01-31.
console-event = Ereignis
console-detail = Einzelheiten
console-path = Pfad
console-verify = Kette prüfen
console-verify-effect = Jedes Ereignis trägt einen Hash über das vorige. Alle werden durchgesehen, ob eines verändert, entfernt oder hinzugefügt wurde; bei vielen dauert das. Nichts wird geändert.
console-chain = Die Kette der Ereignisse
console-chain-whole = Unversehrt
console-chain-broken = Gebrochen
console-first-event = Nummer des ersten Ereignisses
console-last-event = Nummer des letzten Ereignisses

## Webhooks
console-webhooks = Webhooks
console-webhooks-hint = Wohin Ereignisse gesendet werden, wenn sie geschehen, signiert nach Standard Webhooks.
console-no-webhooks = Ereignisse werden nirgendwohin gesendet.
console-all-events = Alle Ereignisse
console-new-webhook = Webhook hinzufügen
console-new-webhook-effect = Ereignisse werden von nun an dorthin gesendet. Das Geheimnis, das sie signiert, wird einmal gezeigt.
console-hint-webhook = Eine https-Adresse, die von hier erreichbar ist.
console-hint-kinds = Arten (user.disabled) oder Bereiche (user), je Zeile eine; alle Ereignisse, wenn leer.
console-webhook-secret = Signaturgeheimnis
console-webhook-secret-hint = Kopieren Sie es jetzt zum Empfänger: es wird nie wieder gezeigt.
console-test-webhook = Probe senden
console-test-webhook-effect = Ein Ereignis webhook.tested wird sofort einmal dorthin gesendet.
console-remove-webhook-effect = Nichts wird mehr dorthin gesendet, und was wartet, wird vergessen.
console-done-webhook-removed = Der Webhook wurde entfernt.
console-webhook-deliveries-hint = Was in der letzten Woche dorthin gesendet wurde, das Neueste zuerst.
console-no-webhook-deliveries = In der letzten Woche wurde nichts dorthin gesendet.

## What files declare
console-declared = Deklarierte Konfiguration
console-declared-hint = Ob noch alles so ist, wie es die Dateien sagen, mit denen dieser Dienst betrieben wird.
console-nothing-declared = Die Einstellung declared nennt keine Datei.
console-file = Datei oder Ordner
console-enforced = Wird von selbst wieder so
console-as-declared = Wie deklariert
console-drifted = Nicht wie deklariert
console-not-applicable = Nicht anwendbar
console-would-differ = Was das Anwenden ändern würde
console-changed-members = Unterschiede
console-would-create = Würde angelegt
console-would-change = Würde geändert
console-would-remove = Würde entfernt

## SCIM tokens
console-scim-tokens = SCIM-Tokens
console-scim-tokens-hint = Andere Systeme, etwa Okta oder Entra ID, senden eines davon, wenn sie per SCIM sagen, wen es gibt.
console-no-scim-tokens = Kein anderes System sagt, wen es gibt.
console-new-scim-token = SCIM-Token erstellen
console-new-scim-token-effect = Wer es an die SCIM-Adresse sendet, darf dort, was die Rolle darf. Es wird einmal gezeigt und gilt, bis es entfernt wird.
console-hint-scim-token = Wie Sie das andere System nennen, etwa Okta.
console-scim-token-name-wrong = Schreiben Sie 1 bis 100 Zeichen.
console-scim-token-taken = Es gibt schon ein Token dieses Namens.
console-scim-role = Was es darf
console-scim-role-hint = Ein Administrator ändert Personen und Gruppen, ein Prüfer liest sie.
console-scim-token = Token
console-scim-token-hint = Kopieren Sie es jetzt in das andere System: es wird nie wieder gezeigt.
console-remove-scim-token-effect = Es ist von der nächsten Anfrage an wertlos. Was damit gemacht wurde, bleibt.
console-done-scim-token-removed = Das Token wurde entfernt.
console-never-used = Nie

## A sign-in tried out
console-check = Anmeldung ausprobieren
console-check-effect = Die Anmeldung wird gespielt, wie die Anwendung sie machen würde, bis zu Tokens und Userinfo, und jeder Teil wird geprüft. Niemand wird angemeldet, und nichts davon bleibt außer einem Ereignis.
console-check-hint = Das eigene Geheimnis der Anwendung probiert der Befehl signet app check aus, dem man es geben kann.
console-check-part = Teil
console-check-finding = Was gefunden wurde
console-check-fix = Was es behebt
console-check-good = Gut
console-check-unknown = Von hier nicht bekannt
console-check-bad = Falsch

## Einladungen
console-invite = Jemanden einladen
console-invite-hint = Die Person legt ihr Konto selbst an, über einen Link, der einmal gilt.
console-invite-effect = Es entsteht ein Link, der einmal gilt und Ihnen einmal gezeigt wird.
console-invite-effect-mail = Ein Brief mit einem Link geht hinaus, der einmal gilt; der Link wird auch Ihnen einmal gezeigt.
console-days = Tage, die der Link gilt
console-hint-days = Eine ganze Zahl von 1 bis 365.
console-days-wrong = Schreiben Sie eine ganze Zahl von 1 bis 365.
console-invitation-link = Link der Einladung
console-invitation-sent = Er ist per E-Mail unterwegs. Sie können ihn auch selbst weitergeben: er wird nie wieder gezeigt.
console-invitation-hand-over = Geben Sie ihn selbst weiter, an niemand anderen: er wird nie wieder gezeigt.
console-invitations = Einladungen
console-invitations-hint = Wer eingeladen ist und noch kein Konto angelegt hat.
console-no-invitations = Niemand ist eingeladen.
console-invited-by = Eingeladen von
console-works-until = Gilt bis
console-withdraw-invitation = Einladung zurückziehen
console-withdraw-invitation-effect = Der Link öffnet nichts mehr, wohin er auch geschickt wurde.
console-done-invitation-withdrawn = Die Einladung wurde zurückgezogen.

## Das Ende aller Sitzungen
console-end-all = Alle Sitzungen aller Personen beenden
console-end-all-tokens = Alle Sitzungen und Token aller Personen beenden
console-end-all-effect = Von diesem Moment an ist niemand mehr angemeldet, auch Sie nicht.
console-end-all-offline-stays = Was Anwendungen für länger als eine Sitzung erlaubt wurde (offline access), gilt weiter.
console-end-all-offline-ends = Was Anwendungen für länger als eine Sitzung erlaubt wurde (offline access), endet auch.
console-end-all-told = Anwendungen erfahren es nacheinander; bei vielen Sitzungen dauert das einige Minuten.
console-done-all-ended = Alle Sitzungen aller Personen wurden beendet.
