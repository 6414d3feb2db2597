# Ce que Signet dit aux opérateurs, en français.

## The frame
console-title = Administration
console-rooms = Parties de la console
console-crumbs = Où vous êtes
console-skip = Aller au contenu
console-overview = Vue d’ensemble
console-users = Personnes
console-clients = Applications
console-keys = Clés de signature
console-deliveries = Envois
console-settings = Réglages
console-health = État
console-groups = Groupes
console-sessions = Sessions
console-forbidden = Ceci ne vous est pas destiné
console-forbidden-message = Votre rôle ne le permet pas. La personne qui gère ce service peut vous en donner un autre.
console-gone-message = Cet élément a peut-être été supprimé ou renommé.
console-refused = C’est impossible
role-owner = Propriétaire
role-administrator = Administrateur
role-help-desk = Assistance
role-auditor = Auditeur
role-group-administrator = Administrateur de { $group }

## Lists
console-find = Rechercher
console-find-user = Nom d’utilisateur, adresse e-mail ou nom
console-find-client = Nom ou identifiant du client
console-pages = Pages
console-first = Retour au début
console-next = Page suivante
console-name = Nom
console-kind = Type
console-state = État
console-value = Valeur
console-created = Création
console-changed = Modification
console-last-used = Dernière utilisation
console-yes = Oui
console-no = Non
console-active = Actif
console-disabled = Désactivé
console-default = Par défaut

## A change on its way
console-changes = Ce qui va changer
console-what = Quoi
console-before = Maintenant
console-after = Ensuite
console-nothing = Rien ne changerait.
console-type = Pour continuer, saisissez { $name }
console-type-wrong = Le texte saisi ne correspond pas. Rien n’a été modifié.
console-changed-meanwhile = Quelque chose a changé entre-temps. Veuillez vérifier à nouveau.
console-look = Veuillez vérifier les champs signalés.
console-look-at-changes = Voir les changements
console-edit-again = Modifier encore
console-do = Appliquer
console-edit = Modifier
console-edit-title = Modifier { $name }
console-remove = Supprimer
console-done-nothing = Il n’y avait rien à faire.

## People
console-new-user = Ajouter une personne
console-new-user-hint = Elle n’a pas encore de mot de passe : envoyez-lui ensuite un lien pour en choisir un.
console-no-users = Personne n’a été trouvé.
console-about = À propos
console-account = Compte
console-verified = L’adresse e-mail est confirmée
console-groups-hint = Un par ligne.
console-group-wrong = { $name } ne peut pas être le nom d’un groupe.
console-no-factors = Aucun n’est configuré.
console-no-sessions = Aucun navigateur n’est connecté.
console-device = Appareil
console-address = Adresse
console-client = Application
console-scopes = Portées
console-granted = Autorisé le
console-disable = Désactiver le compte
console-disable-effect = Plus personne ne peut se connecter à ce compte jusqu’à sa réactivation.
console-enable = Activer le compte
console-enable-effect = La personne peut de nouveau se connecter.
console-sessions-end = Toutes les sessions et tous les jetons prennent fin aussitôt, et les applications en sont averties.
console-password-link = Envoyer un lien de mot de passe
console-password-link-effect = La personne reçoit un lien pour choisir un nouveau mot de passe. Il fonctionne pendant une heure et une seule fois ; d’ici là, le mot de passe reste inchangé.
console-password-link-hand-over = Aucun courrier n’a pu être envoyé. Remettez ce lien vous-même, à personne d’autre. Il fonctionne pendant une heure et une seule fois.
console-reset-factors = Réinitialiser les seconds facteurs
console-reset-factors-effect = Les applications d’authentification, clés d’accès et codes de secours sont supprimés ; la personne en est avertie par e-mail.
console-done-user-created = Le compte a été créé.
console-done-user-changed = Le compte a été modifié.
console-done-user-disabled = Le compte a été désactivé.
console-done-user-enabled = Le compte a été activé.
console-done-password-link = Le lien est en route.
console-done-factors-reset = Les seconds facteurs ont été réinitialisés.

## Applications
console-new-client = Connecter une application
console-new-client-hint = La plupart des applications n’ont besoin que d’un nom et d’une URI de redirection.
console-no-clients = Aucune application n’a été trouvée.
console-client-id = Identifiant du client
console-origin-operator = Par un opérateur
console-origin-registered = S’est enregistrée elle-même
console-for-the-app = Pour les réglages de l’application
console-for-the-app-hint = La plupart des applications demandent ces valeurs. Elles trouvent le reste à l’adresse de découverte.
console-discovery = Adresse de découverte
console-part-basics = Essentiel
console-part-shown = Ce que voient les personnes
console-part-sign-in = Connexion
console-part-sign-out = Déconnexion
console-part-tokens = Jetons
console-part-keys = Ses clés et requêtes signées
console-part-compatibility = Logiciels anciens et règles plus strictes
console-hint-client-id = Laissez vide pour qu’il soit créé.
console-hint-redirect-uris = Où les personnes reviennent, une par ligne, exactement comme l’application l’envoie.
console-hint-auth-method = Choisissez none pour les applications dans un navigateur ou sur un appareil : elles ne peuvent pas garder un secret.
console-hint-scope = Ce qu’elle peut demander, séparé par des espaces.
console-hint-trusted = Les personnes ne sont pas invitées à donner leur accord.
console-hint-minimum-acr = La force exigée de chaque connexion.
console-hint-accent-color = Par exemple #7a1fa2 : la couleur des liens et des boutons principaux pendant la connexion.
console-hint-sign-in-text = Ce que la page de connexion dit sous son nom, par exemple quel compte utiliser. Autres langues ci-dessous, comme sign_in_text#de.
console-hint-stylesheet = Une feuille de style à elle (16 Kio au plus), ajoutée à celle des pages affichées en son nom.
console-hint-localized = Par exemple client_name#de = Fotos, un par ligne.
console-hint-format = Un JWT se vérifie avec les clés publiques ; un jeton opaque seulement ici.
console-hint-audience = Les serveurs de ressources visés par les jetons d’accès, un par ligne.
console-hint-profile = Les règles qu’elle suit là où les normes divergent.
console-id-made = sera créé et affiché
console-secret-made = sera créé et affiché une seule fois
console-secret = Secret du client
console-secret-hint = Copiez-le maintenant dans l’application : il ne sera plus jamais affiché.
console-rotate-secret = Créer un nouveau secret
console-rotate-secret-effect = L’ancien secret cesse aussitôt de fonctionner : l’application ne peut connecter personne tant qu’elle n’a pas le nouveau.
console-remove-client-effect = L’application est oubliée, avec les autorisations données. Ses jetons prennent fin aussitôt.
console-done-client-changed = L’application a été modifiée.
console-done-client-removed = L’application a été supprimée.

## Keys
console-keys-hint = Ce qui signe les jetons. Une clé est publiée avant de signer, et le reste jusqu’à l’expiration de la dernière chose signée.
console-no-keys = Il n’y a pas encore de clés.
console-algorithm = Algorithme
console-published = Publiée
console-signs-from = Signe à partir de
console-gone-at = Retirée le
console-seen-by = Vue par
console-readers = { $count ->
    [one] { $count } lecteur
   *[other] { $count } lecteurs
}
console-readers-missing = (encore attendus : { $names })
console-kid = Identifiant de clé
console-key-next = Prochaine
console-key-active = Signe
console-key-retired = Retirée
console-rotate = Renouveler les clés
console-rotate-effect = Les prochaines clés prennent le relais dès que tous peuvent les connaître ; rien de ce qui a été signé ne cesse de fonctionner.
console-emergency = Remplacer toutes les clés immédiatement
console-emergency-effect = Toutes les clés sont remplacées maintenant, pour le cas où une clé privée serait connue d’autres.
console-emergency-tokens = Les jetons signés par les anciennes clés sont refusés dès que les autres le remarquent, et les applications qui gardent les anciennes clés échouent jusqu’à leur prochaine lecture.
console-done-keys = Les clés ont été changées.

## Deliveries
console-logouts = Déconnexions signalées aux applications
console-logouts-hint = Ce que les applications ont appris des sessions terminées depuis une semaine, du plus récent au plus ancien.
console-no-logouts = Rien depuis une semaine.
console-mails = Courriers
console-mails-hint = Ce qui a été envoyé par e-mail depuis une semaine, du plus récent au plus ancien.
console-no-mails = Aucun courrier depuis une semaine.
console-recipient = Destinataire
console-attempts = Essais
console-answer = Réponse
console-last-attempt = Dernier essai
console-waiting = En attente
console-delivered = Remis
console-failed = Échec
console-mail-recovery = Lien de mot de passe
console-mail-verification = Confirmation d’une adresse
console-mail-sign-up = Création d’un compte
console-mail-invitation = Invitation
console-mail-notice = Avis de modification

## Settings and health
console-settings-hint = Tels qu’ils s’appliquent sur ce nœud, et ce qui les a fixés. Les secrets ne sont pas affichés.
console-set-by = Fixé par
console-this-node = Ce nœud
console-version = Version
console-time = Heure
console-issuer = Émetteur
console-database = Base de données
console-database-state = La base de données
console-answers = Répond
console-sends-mail = Envoie des courriers

## Apps by name, and what they see
console-part-access = Qui peut l’utiliser, et ce qu’elle apprend
console-hint-allowed-groups = Seuls les membres de ces groupes peuvent l’utiliser, un par ligne ; tout le monde si c’est vide.
console-hint-claim-mappings = Ses propres claims, en JSON.
console-recipes = Connecter une application par son nom
console-recipes-hint = Une recette sait ce dont l’application a besoin et ce qu’il faut lui dire.
console-connect = Connecter { $name }
console-connect-effect = L’application est enregistrée et ses réglages sont affichés une fois, prêts à coller.
console-app-address = Adresse de l’application
console-hint-recipe-id = Laissez vide pour le nom de la recette.
console-preview = Que verrait-elle ?
console-preview-hint = Ce que l’application apprendrait d’une personne qui autorise tout ce qu’elle peut demander.
console-preview-another = Une autre personne
console-find-login = Nom d’utilisateur ou adresse e-mail
console-admitted = Peut l’utiliser
console-not-admitted = Ne peut pas l’utiliser
console-left-out = Omis
console-back = Retour à l’application

## Groups and roles
console-groups-what = Les applications en sont informées, et les règles les nomment.
console-find-group = Nom
console-new-group = Créer un groupe
console-description = Description
console-no-groups = Aucun groupe n’a été trouvé.
console-members = Membres
console-no-members = Personne n’en fait partie.
console-rename-group-hint = Avec un autre nom, les membres et les rôles suivent ; pas les règles des applications.
console-join = Ajouter un membre
console-leave = Retirer
console-leave-effect = La personne ne fait plus partie du groupe. Les applications l’apprennent à la prochaine connexion ; ce qui est réservé au groupe lui est fermé.
console-remove-group = Supprimer le groupe
console-remove-group-effect = Plus personne n’en fait partie ni ne s’en occupe. Les comptes restent.
console-no-such-group = Il n’y a pas de groupe { $name }.
console-done-group-changed = Le groupe a été enregistré.
console-done-group-removed = Le groupe a été supprimé.
console-done-joined = La personne a été ajoutée au groupe.
console-done-left = La personne a été retirée du groupe.
console-roles = Rôles
console-roles-hint = Ce qu’une personne peut faire dans cette console. Ne donnez que le nécessaire.
console-administers = Administre ces groupes
console-may-owner = Peut tout faire, et seul à nommer ou révoquer des propriétaires.
console-may-administrator = Voit et modifie tout, sauf les propriétaires.
console-may-help-desk = Voit les personnes et les groupes ; envoie des liens de mot de passe, réinitialise les seconds facteurs, oublie les échecs de connexion et termine les sessions des personnes sans rôle.
console-may-auditor = Voit tout et ne modifie rien.
console-may-group-administrator = S’occupe des membres de ces groupes qui n’ont pas eux-mêmes de rôle. Un groupe par ligne.
console-done-roles = Les rôles ont été modifiés.
console-with-role = Avec un rôle
console-everybody = Tout le monde

## Sessions, and what else people have
console-sessions-hint = Où des personnes sont connectées, du plus récent au plus ancien.
console-action = Action
console-end = Terminer
console-end-session = Terminer la session
console-end-session-effect = Le navigateur est déconnecté aussitôt, et les applications en sont informées.
console-done-session-ended = La session a été terminée.
console-sign-out = Terminer toutes les sessions
console-done-signed-out = Toutes les sessions ont été terminées.
console-no-consents = Rien n’a été autorisé.
console-consents = Ce que des personnes lui ont permis
console-withdraw = Retirer
console-withdraw-title = Retirer ce qui a été autorisé à l’application
console-withdraw-effect = Ce que l’application détient de la personne prend fin aussitôt. Elle redemandera à la prochaine connexion.
console-done-withdrawn = L’autorisation a été retirée.
console-unlock = Oublier les échecs de connexion
console-unlock-effect = La personne n’a plus à attendre avant le prochain essai.
console-done-unlocked = Les échecs de connexion ont été oubliés.
console-remove-user = Supprimer le compte
console-remove-user-effect = Le compte disparaît définitivement, avec tout ce qui lui appartient. Son identifiant n’est jamais réattribué.
console-done-user-removed = Le compte a été supprimé.
console-rename-user-effect = Désormais, la personne se connecte avec le nouveau nom. Les applications connaissent le compte par son identifiant, qui reste.

## Numbers
console-last-day = Dernières 24 heures
console-last-week = 7 derniers jours
console-sign-ins = Connexions
console-failures = Échecs de connexion
console-tokens-issued = Jetons émis
console-active-sessions = Sessions actives
console-waiting-logouts = Déconnexions à signaler
console-waiting-mails = Courriers à envoyer
console-as-table = Sous forme de tableau
console-from = À partir de
console-key-ages = Âge des clés de signature

## Events
console-events = Événements
console-events-hint = Ce qui s’est passé, du plus récent au plus ancien.
console-find-event = Type (user, user.disabled)
console-no-events = Rien n’a été trouvé.
console-when = Quand
console-outcome = Résultat
console-by = Par
console-person = Personne
console-success = Fait
console-failure = Refusé
console-anonymous = Non connecté
console-command-line = Ligne de commande
console-explain = Expliquer une erreur
console-explain-hint = Chaque page d’erreur affiche une référence. Saisissez-la ici pour savoir pourquoi la requête a été refusée.
console-reference = Référence
console-no-reference = Rien n’est connu sous cette référence, ou plus maintenant.
console-why = Pourquoi ce refus
console-error = Erreur
console-said = Ce qui a été dit
console-rule = La règle
console-fix = Ce qui le corrige
console-difference = La différence
console-received = Tel que reçu
console-registered = Tel qu’enregistré
console-differs-at = Premier caractère différent
console-traces = Connexions, étape par étape
console-traces-hint = Les dernières connexions, tant que les réglages les conservent.
console-trace = Une connexion, étape par étape
console-no-traces = Aucune connexion n’est conservée.
console-began = Début
console-last-step = Dernière étape
console-steps = Étapes
console-find-person = Personne
console-since = Du
console-until = Au
console-no-day = Écrivez le jour sous la forme 2026-01-31.
console-event = Événement
console-detail = Détails
console-path = Chemin
console-verify = Vérifier la chaîne
console-verify-effect = Chaque événement porte un hachage du précédent. Tous sont parcourus pour voir si l’un a été modifié, supprimé ou ajouté ; s’ils sont nombreux, cela prend du temps. Rien n’est modifié.
console-chain = La chaîne des événements
console-chain-whole = Intacte
console-chain-broken = Rompue
console-first-event = Numéro du premier événement
console-last-event = Numéro du dernier événement

## Webhooks
console-webhooks = Webhooks
console-webhooks-hint = Où les événements sont envoyés dès qu’ils se produisent, signés selon Standard Webhooks.
console-no-webhooks = Les événements ne sont envoyés nulle part.
console-all-events = Tous les événements
console-new-webhook = Ajouter un webhook
console-new-webhook-effect = Les événements y sont désormais envoyés. Le secret qui les signe est montré une seule fois.
console-hint-webhook = Une adresse https joignable d’ici.
console-hint-kinds = Types (user.disabled) ou domaines (user), un par ligne ; tous les événements si c’est vide.
console-webhook-secret = Secret de signature
console-webhook-secret-hint = Copiez-le maintenant chez le destinataire : il ne sera plus jamais montré.
console-test-webhook = Envoyer un essai
console-test-webhook-effect = Un événement webhook.tested y est envoyé aussitôt, une fois.
console-remove-webhook-effect = Plus rien n’y est envoyé, et ce qui attend est oublié.
console-done-webhook-removed = Le webhook a été supprimé.
console-webhook-deliveries-hint = Ce qui y a été envoyé la semaine dernière, du plus récent au plus ancien.
console-no-webhook-deliveries = Rien n’y a été envoyé la semaine dernière.

## What files declare
console-declared = Configuration déclarée
console-declared-hint = Si tout est encore conforme aux fichiers avec lesquels ce service est exploité.
console-nothing-declared = Le réglage declared ne désigne aucun fichier.
console-file = Fichier ou dossier
console-enforced = Rétabli automatiquement
console-as-declared = Conforme
console-drifted = Non conforme
console-not-applicable = Inapplicable
console-would-differ = Ce que son application changerait
console-changed-members = Différences
console-would-create = Serait créé
console-would-change = Serait modifié
console-would-remove = Serait supprimé

## SCIM tokens
console-scim-tokens = Jetons SCIM
console-scim-tokens-hint = D’autres systèmes, comme Okta ou Entra ID, envoient l’un d’eux quand ils disent par SCIM qui existe.
console-no-scim-tokens = Aucun autre système ne dit qui existe.
console-new-scim-token = Créer un jeton SCIM
console-new-scim-token-effect = Qui l’envoie à l’adresse SCIM peut y faire ce que peut le rôle. Il est montré une seule fois et reste valable jusqu’à sa suppression.
console-hint-scim-token = Le nom que vous donnez à l’autre système, par exemple Okta.
console-scim-token-name-wrong = Écrivez de 1 à 100 caractères.
console-scim-token-taken = Il existe déjà un jeton de ce nom.
console-scim-role = Ce qu’il peut faire
console-scim-role-hint = Un administrateur change les personnes et les groupes, un auditeur les lit.
console-scim-token = Jeton
console-scim-token-hint = Copiez-le maintenant dans l’autre système : il ne sera plus jamais montré.
console-remove-scim-token-effect = Il ne vaut plus rien dès la prochaine requête. Ce qui a été fait avec lui reste.
console-done-scim-token-removed = Le jeton a été supprimé.
console-never-used = Jamais

## A sign-in tried out
console-check = Essayer la connexion
console-check-effect = La connexion est jouée comme l’application la ferait, jusqu’aux jetons et à userinfo, et chaque partie est examinée. Personne n’est connecté, et il n’en reste qu’un événement.
console-check-hint = Le secret de l’application elle-même s’essaie par la commande signet app check, à laquelle on peut le donner.
console-check-part = Partie
console-check-finding = Ce qui a été trouvé
console-check-fix = Ce qui le corrige
console-check-good = Bon
console-check-unknown = Inconnu d’ici
console-check-bad = Faux

## Invitations
console-invite = Inviter quelqu’un
console-invite-hint = La personne crée son compte elle-même, par un lien qui fonctionne une seule fois.
console-invite-effect = Un lien est créé, qui fonctionne une seule fois et vous est montré une seule fois.
console-invite-effect-mail = Un courrier part avec un lien qui fonctionne une seule fois ; le lien vous est aussi montré une seule fois.
console-days = Jours pendant lesquels le lien fonctionne
console-hint-days = Un nombre entier de 1 à 365.
console-days-wrong = Écrivez un nombre entier de 1 à 365.
console-invitation-link = Lien de l’invitation
console-invitation-sent = Il est en route par courrier. Vous pouvez aussi le remettre vous-même : il ne sera plus jamais montré.
console-invitation-hand-over = Remettez-le vous-même, à personne d’autre : il ne sera plus jamais montré.
console-invitations = Invitations
console-invitations-hint = Qui est invité et n’a pas encore créé de compte.
console-no-invitations = Personne n’est invité.
console-invited-by = Invité par
console-works-until = Fonctionne jusqu’au
console-withdraw-invitation = Retirer l’invitation
console-withdraw-invitation-effect = Le lien n’ouvre plus rien, où qu’il ait été envoyé.
console-done-invitation-withdrawn = L’invitation a été retirée.

## La fin de toutes les sessions
console-end-all = Terminer les sessions de tout le monde
console-end-all-tokens = Terminer les sessions et les jetons de tout le monde
console-end-all-effect = À partir de cet instant, plus personne n’est connecté, vous non plus.
console-end-all-offline-stays = Ce qui a été accordé aux applications au-delà d’une session (offline access) reste valable.
console-end-all-offline-ends = Ce qui a été accordé aux applications au-delà d’une session (offline access) prend fin aussi.
console-end-all-told = Les applications sont averties l’une après l’autre ; avec beaucoup de sessions, cela prend quelques minutes.
console-done-all-ended = Les sessions de tout le monde ont été terminées.
