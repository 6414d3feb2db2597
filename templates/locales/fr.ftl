# Ce que Signet dit aux personnes, en français.

## Ce que plusieurs pages partagent
title-of-error = Erreur : { $title }
language-choice = Langue
home = Accueil
continue = Continuer
cancel = Annuler
sign-in = Se connecter
sign-out = Se déconnecter
start-page = Aller à la page d’accueil
opens-in-new-tab = (s’ouvre dans un nouvel onglet)
signed-in-as = Vous êtes connecté en tant que { $username }.
duration-seconds = { $count ->
    [one] une seconde
   *[other] { $count } secondes
}
duration-minutes = { $count ->
    [one] une minute
   *[other] { $count } minutes
}
duration-days = { $count ->
    [one] un jour
   *[other] { $count } jours
}

## L’application qui demande
client-website = Site web
client-privacy = Confidentialité
client-terms = Conditions d’utilisation

## Connexion
sign-in-title = Connexion
sign-in-again = Veuillez confirmer que c’est bien vous
sign-in-again-hint = Saisissez à nouveau votre mot de passe pour continuer.
sign-in-to = pour continuer vers
sign-in-username = Nom d’utilisateur ou adresse e-mail
sign-in-password = Mot de passe
password-show = Afficher le mot de passe
sign-in-confirm = Confirmer
sign-in-wrong = Le nom d’utilisateur ou le mot de passe est incorrect. Veuillez réessayer.
sign-in-stuck = Le mot de passe ne vous revient pas ? Vous pouvez en définir un nouveau grâce à un lien que nous envoyons à votre adresse e-mail.
sign-in-wait = Il y a eu trop de tentatives infructueuses. Veuillez attendre { $duration } avant de réessayer.

## Clés d’accès
passkey-use = Utiliser une clé d’accès
passkey-create = Créer une clé d’accès
passkey-name = Nom
passkey-rename = Renommer
passkey-save = Enregistrer
passkey-title = Créer une clé d’accès
passkey-hint = Elle vous connecte sans mot de passe : avec votre doigt, votre visage ou le code PIN de votre appareil, ou avec une clé de sécurité.
passkey-second = Utilisez votre clé d’accès.
passkey-second-hint = Utilisez votre clé d’accès ou saisissez le code affiché par votre application d’authentification.
passkey-also = Une clé d’accès vous connecte aussi sans mot de passe.
passkey-failed = La clé d’accès n’a pas été utilisée. Veuillez réessayer.
passkey-wrong = Cette clé d’accès n’a pas été acceptée, ou l’opération a pris trop de temps. Veuillez réessayer.
passkey-cannot = Ce navigateur ne peut pas utiliser de clés d’accès, ou JavaScript y est désactivé. Ouvrez cette page dans un autre navigateur, ou sur un téléphone ou un ordinateur doté d’un verrouillage d’écran.
passkey-needed = Pour vous connecter ici, il vous faut une clé d’accès.
passkey-help = Si vous ne pouvez pas en créer, revenez en arrière ou adressez-vous à la personne qui gère votre compte.
passkey-other = Utiliser un autre moyen

## La proposition d’une clé d’accès après une connexion par mot de passe
offer-title = Vous connecter sans mot de passe la prochaine fois ?
offer-hint = Avec une clé d’accès, vous vous connectez avec votre doigt, votre visage ou le code PIN de cet appareil. Personne ne peut la deviner et aucune page falsifiée ne peut l’utiliser.
offer-effect = Dès lors, le mot de passe seul ne suffit plus : sur d’autres appareils, il vous faudra la clé d’accès ou l’un des codes de secours que vous allez recevoir.
offer-later = Pas maintenant
offer-never = Ne plus demander

## Choix d’un compte
select-title = Choisir un compte
select-other = Utiliser un autre compte
turned-away-title = Pas d’accès avec ce compte
turned-away-message = Ce compte ne permet pas d’utiliser { $client }. S’il le devrait, adressez-vous à la personne qui gère votre compte.
turned-away-back = Retour à l’application

## Consentement
consent-title = Donner accès à { $client } ?
consent-able = Cette application pourra :
consent-subject = Cette application saura que vous avez un compte ici, et rien d’autre sur vous.
consent-allow = Autoriser
consent-deny = Refuser
consent-trust = N’autorisez que ce en quoi vous avez confiance.
consent-switch = Ce n’est pas vous ? Utiliser un autre compte
scope-openid = Savoir qui vous êtes
scope-openid-detail = Un numéro qui représente votre compte ici
scope-profile = Voir votre profil
scope-profile-detail = Votre nom, votre photo, votre langue, etc.
scope-email = Voir votre adresse e-mail
scope-email-detail = Et si elle a été confirmée
scope-address = Voir votre adresse postale
scope-phone = Voir votre numéro de téléphone
scope-groups = Voir vos groupes
scope-groups-detail = Les équipes et les rôles auxquels vous appartenez
scope-api = Administrer ce service en votre nom
scope-api-detail = Avec tout ce que votre rôle permet
scope-offline-access = Rester connectée en votre absence
scope-offline-access-detail = Jusqu’à ce que vous retiriez l’accès sur la page de votre compte
see-name = Voir votre nom
see-given-name = Voir votre prénom
see-family-name = Voir votre nom de famille
see-middle-name = Voir votre deuxième prénom
see-nickname = Voir votre surnom
see-username = Voir votre nom d’utilisateur
see-profile-page = Voir l’adresse de votre page de profil
see-picture = Voir votre photo
see-website = Voir l’adresse de votre site web
see-email-verified = Voir si votre adresse e-mail a été confirmée
see-gender = Voir votre genre
see-birthdate = Voir votre date de naissance
see-zoneinfo = Voir votre fuseau horaire
see-locale = Voir votre langue
see-phone-verified = Voir si votre numéro de téléphone a été confirmé
see-updated-at = Voir quand votre profil a été modifié pour la dernière fois
see-other = Voir cette information sur vous : { $claim }

## Appareils
device-title = Associer un appareil
device-hint = Saisissez le code affiché par l’appareil.
device-code = Code
device-wrong = Aucun appareil n’attend avec ce code. Veuillez le comparer avec ce qu’affiche l’appareil, ou recommencer sur celui-ci.
device-wait = Il y a eu trop de codes incorrects. Veuillez attendre { $duration } avant de réessayer.
device-confirm-title = Associer { $client } ?
device-compare = Ne continuez que si vous avez commencé cette opération vous-même et si l’appareil affiche ce code :
device-subject = L’appareil saura que vous avez un compte ici, et rien d’autre sur vous.
device-able = L’appareil pourra :
device-connect = Associer
device-done-title = Appareil associé
device-done = Votre appareil est associé
device-done-hint = Il poursuit de lui-même dans quelques secondes. Vous pouvez fermer cette page.
device-denied-title = Appareil non associé
device-denied = Votre appareil n’a pas été associé
device-denied-hint = Rien ne lui a été transmis. Vous pouvez fermer cette page.
device-gone = L’appareil n’attend plus
device-gone-message = L’opération a pris trop de temps, ou la décision a déjà été prise. Recommencez sur l’appareil.

## Déconnexion
sign-out-title = Se déconnecter ?
sign-out-by-app = Cette application demande de mettre fin à votre session ici :
sign-out-here = Votre session sur cet appareil prendra fin.
sign-out-stay = Rester connecté
signed-out-title = Vous êtes déconnecté
signed-out-ended = Votre session { $site } sur cet appareil est terminée.
signed-out-shared = Sur un ordinateur partagé, fermez aussi la fenêtre du navigateur.
signed-out-frame = Déconnexion d’une application
signed-out-back = Retour à { $client }
signed-out-the-app = l’application
sign-out-refused = La demande de déconnexion de l’application est incorrecte
sign-out-refused-message = L’application a envoyé un jeton d’identité qui ne vient pas d’ici, ou une adresse de retour qui n’est pas enregistrée pour elle. Vous êtes toujours connecté ici. Le responsable de l’application peut y remédier.

## La page du compte
account-title = Votre compte
account-name = Nom
account-username = Nom d’utilisateur
account-email = Adresse e-mail
account-sessions = Où vous êtes connecté
account-sessions-hint = Mettez fin à toute session que vous ne reconnaissez pas.
account-this-device = Cet appareil
account-last-used = dernière utilisation : { $date }
account-since = depuis : { $date }
account-end = Mettre fin
account-others = Autres comptes dans ce navigateur
account-others-hint = Se connecter avec un autre compte conserve celui-ci ; les applications reçoivent celui que vous choisissez.
account-switch = Passer à
account-add = Se connecter avec un autre compte
account-apps = Applications ayant accès
account-no-apps = Aucune pour l’instant. Les applications que vous autorisez à voir quelque chose sur vous apparaissent ici.
account-apps-hint = Retirer l’accès déconnecte l’application de votre compte ; elle devra vous le redemander.
account-open = Ouvrir
account-withdraw = Retirer l’accès
account-device = { $browser } sur { $system }
account-unknown-device = Appareil inconnu
place-same = De là où vous êtes actuellement
place-near = Du réseau où vous êtes actuellement
place-local = D’un réseau local
place-elsewhere = D’ailleurs
account-change-password = Modifier le mot de passe
account-change-email = Modifier l’adresse e-mail


## Le second facteur
second-title = Confirmez votre identité
second-code-hint = Saisissez le code affiché par votre application d’authentification.
second-recovery-hint = Saisissez l’un de vos codes de secours. Chacun ne sert qu’une fois.
second-recovery-renews = Vous créerez ensuite une nouvelle clé d’accès.
second-code = Code
second-recovery-code = Code de secours
second-remember = Ne plus demander sur cet appareil pendant { $duration }
second-use-recovery = Utiliser plutôt un code de secours
second-wrong = Ce code est incorrect ou a déjà servi. Veuillez réessayer.
second-not-done = Votre compte exige désormais plus que lors de votre connexion. Ce que vous venez d’envoyer n’a pas été fait : continuez, confirmez votre identité et envoyez-le à nouveau.

## Configurer une application d’authentification
enrol-title = Configurer une application d’authentification
enrol-second = Configurer un second facteur
enrol-app = Ou une application d’authentification
enrol-needed = En plus de votre mot de passe, un second facteur est exigé ici.
enrol-scan = Scannez cette image avec votre application d’authentification.
enrol-picture = Image pour l’application d’authentification
enrol-type = Ou saisissez cette clé dans l’application :
enrol-confirm = Saisissez le code que l’application affiche alors.
enrol-turn-on = Activer
enrol-wrong = Ce n’est pas le code que l’application affiche en ce moment. Veuillez réessayer.

## Codes de secours
codes-title = Vos codes de secours
codes-hint = Chacun d’eux vous permet de vous connecter une fois si vous avez perdu votre application d’authentification. Imprimez-les ou notez-les : ils ne sont affichés que cette fois-ci, et les précédents ne fonctionnent plus.
codes-kept = Je les ai conservés

## Connexion et sécurité
security-title = Connexion et sécurité
security-factors = Seconds facteurs
security-factors-hint = Même en connaissant votre mot de passe, personne ne peut se connecter sans l’un d’eux.
security-app = Application d’authentification
security-passkey = Clé d’accès
security-remove = Supprimer
security-codes = Codes de secours
security-codes-left = Codes restants : { $count }. De nouveaux codes les remplacent.
security-new-codes = Créer de nouveaux codes de secours
security-needed = Votre compte doit avoir un second facteur. Configurez-en un autre avant de supprimer celui-ci.

## Nouveau mot de passe
new-password-title = Choisissez un nouveau mot de passe
new-password-effect = Tous les navigateurs et toutes les applications seront alors déconnectés.
new-password-current = Mot de passe actuel
new-password-new = Nouveau mot de passe
new-password-hint = Au moins { $least } caractères. Quatre ou cinq mots sans rapport entre eux sont sûrs et faciles à retenir ; les espaces sont les bienvenus.
new-password-save = Enregistrer le mot de passe
new-password-not-right = Le mot de passe est incorrect.
new-password-done = Votre mot de passe a été modifié
new-password-done-here = Tous les autres navigateurs et toutes les applications ont été déconnectés.
new-password-done-everywhere = Connectez-vous avec le nouveau mot de passe. Tous les navigateurs et toutes les applications ont été déconnectés.

## Nouvelle adresse e-mail
new-email-title = Modifier votre adresse e-mail
new-email-now = Elle reste { $email } jusqu’à ce que vous confirmiez la nouvelle par un lien que nous y envoyons.
new-email-none = Elle est prise en compte dès que vous la confirmez par un lien que nous y envoyons.
new-email-new = Nouvelle adresse e-mail
new-email-sent = Consultez votre nouvelle boîte de réception
new-email-sent-hint = Un lien vient d’y être envoyé. Votre adresse reste inchangée jusqu’à ce que vous ouvriez le lien et confirmiez, dans l’heure qui suit.
new-email-confirm = Confirmez votre adresse e-mail
new-email-use = Utiliser cette adresse
new-email-done = Votre adresse e-mail a été modifiée
new-email-done-hint = C’est désormais { $email }.

## Mot de passe oublié
recover-link = Mot de passe oublié ?
recover-title = Définir un nouveau mot de passe
recover-hint = Nous envoyons un lien à l’adresse e-mail de votre compte.
recover-back = Revenir à la connexion
recover-sent-hint = Si ce compte existe et que son adresse e-mail a été confirmée, un lien pour définir un nouveau mot de passe vient d’y être envoyé. Il est valable une heure.

## Nouveau compte
sign-up-link = Créer un compte
sign-up-title = Créez votre compte
sign-up-hint = Nous envoyons d’abord un lien à votre adresse e-mail.
sign-up-have = J’ai déjà un compte
sign-up-sent-hint = Un lien pour continuer vient d’y être envoyé. Il est valable une heure.
sign-up-domain = Utilisez une adresse de l’un de ces domaines : { $domains }.
sign-up-for = Pour { $email }

## Liens dans les messages
link-send = Envoyer le lien
link-sent = Consultez votre boîte de réception
link-used = Ce lien a déjà servi
link-used-message = Il ne fonctionne qu’une fois. Si vous en avez encore besoin, demandez-en un nouveau.
link-gone = Ce lien ne fonctionne pas
link-gone-message = Il est trop ancien ou a été tronqué en chemin. Demandez-en un nouveau.

## Messages
letter-change = { $change } ({ $username }).
letter-password = Votre mot de passe a été modifié
letter-password-detail = Tous les navigateurs et toutes les applications ont été déconnectés. Reconnectez-vous avec le nouveau mot de passe.
letter-factor-added = Un moyen de connexion a été ajouté à votre compte
letter-factor-added-detail = Son nom : { $name }
letter-factor-removed = Un moyen de connexion a été supprimé de votre compte
letter-factor-removed-detail = Son nom était : { $name }
letter-codes = De nouveaux codes de secours ont été créés pour votre compte
letter-codes-detail = Les codes que vous aviez notés auparavant ne fonctionnent plus.
letter-email = L’adresse e-mail de votre compte a été modifiée
letter-email-detail = Les messages sont désormais envoyés à { $email }, qui remplace aussi cette adresse pour vous connecter.
letter-left = Votre compte va être supprimé
letter-left-detail = Il sera supprimé le { $date }. Vous êtes déconnecté partout. D’ici là, vous pouvez le garder en vous connectant.
letter-deleted = Votre compte a été supprimé
letter-deleted-detail = Il n’en reste rien.
letter-was-you = Si c’était vous, vous n’avez rien à faire.
letter-was-not-you = Si ce n’était pas vous, quelqu’un d’autre connaît peut-être votre mot de passe : définissez-en immédiatement un nouveau et prévenez le responsable de ce service.
letter-ignore = Si ce n’était pas vous, vous n’avez rien à faire.
letter-works-an-hour = Le lien est valable une heure et ne fonctionne qu’une fois.
letter-works-once = Le lien ne fonctionne qu’une fois.
letter-recover = Quelqu’un, probablement vous, a demandé un nouveau mot de passe pour votre compte { $username }.
letter-recover-ignore = Si vous ne l’avez pas demandé, vous n’avez rien à faire : votre mot de passe reste inchangé.
letter-confirm = Le compte { $username } doit désormais avoir cette adresse e-mail.
letter-confirm-link = Confirmer cette adresse
letter-confirm-ignore = Si vous ne connaissez pas ce compte, vous n’avez rien à faire.
letter-taken = Cette adresse a déjà un compte
letter-taken-why = Quelqu’un a voulu donner cette adresse e-mail à son compte. Elle appartient déjà à un autre compte : rien n’a donc été modifié.
letter-known = Vous avez déjà un compte
letter-known-why = Quelqu’un, probablement vous, a voulu créer un compte avec cette adresse e-mail. Il en existe déjà un.
letter-known-hint = Si vous ne connaissez plus le mot de passe, utilisez-y « { $recover } ». Si ce n’était pas vous, vous n’avez rien à faire.
letter-sign-up = Quelqu’un, probablement vous, souhaite créer un compte avec cette adresse e-mail.
letter-sign-up-ignore = Si ce n’était pas vous, vous n’avez rien à faire : sans le lien, aucun compte n’est créé.
letter-invited = Vous êtes invité à rejoindre { $site }
letter-invited-hint = Vous pouvez avoir un compte chez { $site }. Pour commencer, choisissez un nom d’utilisateur et un mot de passe.
account-end-others = Mettre fin à toutes les autres sessions
account-data = Télécharger vos données
delete-title = Supprimer votre compte
delete-whose = C’est le compte de { $username }.
delete-at-once = Vous êtes aussitôt déconnecté partout, et aucune application ne peut plus utiliser le compte.
delete-later = Au bout de { $duration }, tout ce qui est conservé ici à votre sujet est supprimé définitivement.
delete-keep = D’ici là, vous pouvez garder le compte en vous connectant.
delete-account = Supprimer le compte
delete-done = Votre compte va être supprimé
delete-done-hint = Ce sera fait le { $date }. D’ici là, vous pouvez le garder en vous connectant.
delete-last-owner = Vous êtes ici la seule personne ayant le rôle « owner ». Donnez-le d’abord à quelqu’un d’autre.
keep-title = Votre compte est sur le point d’être supprimé
keep-when = Il sera supprimé le { $date }. D’ici là, personne ne peut l’utiliser.
keep-account = Garder mon compte
keep-not = Ne rien changer
profile-title = Votre profil
profile-what = Ce que vous remplissez est visible par les applications que vous autorisez. Vous pouvez tout laisser vide.
profile-look = Vérifiez les champs signalés.
profile-save = Enregistrer
profile-name = Nom complet
profile-given-name = Prénoms
profile-family-name = Nom de famille
profile-nickname = Surnom
profile-picture = Adresse d’une image
profile-website = Site web
profile-birthdate = Date de naissance
profile-zoneinfo = Fuseau horaire
profile-locale = Langue
profile-phone = Numéro de téléphone
profile-street = Rue et numéro
profile-postal-code = Code postal
profile-locality = Ville
profile-region = Région
profile-country = Pays
profile-url-hint = Elle commence par https://
profile-date-hint = Par exemple 1990-12-31 ; l’année suffit.
profile-zone-hint = Par exemple Europe/Paris.
profile-language-hint = Par exemple fr ou pt-BR. Ces pages la suivent quand elles le peuvent.
profile-phone-hint = Avec l’indicatif du pays, par exemple +33 1 23 45 67 89.
profile-too-long = Utilisez au plus { $most } caractères.
profile-control = Il y a des caractères qui ne peuvent pas être affichés.
profile-url-wrong = Saisissez une adresse complète qui commence par https://
profile-date-wrong = Saisissez une date comme 1990-12-31, ou une année.
profile-zone-wrong = Saisissez le nom d’un fuseau horaire, comme Europe/Paris.
profile-language-wrong = Saisissez un code de langue, comme fr ou pt-BR.
profile-phone-wrong = Saisissez le numéro avec l’indicatif du pays, en commençant par +

## Le premier compte
setup-title = Créer le premier compte
setup-welcome = Bienvenue ! Ce compte est propriétaire de ce service et peut tout y modifier. Vous pourrez ajouter d’autres personnes plus tard.
setup-look = Vous y êtes presque : veuillez vérifier les champs signalés.
setup-name = Votre nom
setup-name-hint = Tel que les applications doivent l’afficher.
setup-name-wrong = Saisissez votre nom, en 200 caractères au plus.
setup-username = Nom d’utilisateur
setup-username-hint = Il vous sert à vous connecter ; votre adresse e-mail convient aussi.
setup-email = Adresse e-mail
setup-email-hint = Pour les messages concernant votre compte.
setup-password = Mot de passe
setup-create = Créer le compte
setup-closed = Ce lien d’installation ne fonctionne pas
setup-closed-message = Il a déjà été utilisé, ou il est incomplet. Le responsable de ce service peut afficher le bon avec : signet setup-link

## Ce qui ne va pas dans une saisie
username-empty = Saisissez un nom d’utilisateur.
username-too-long = Utilisez au plus { $most } caractères pour le nom d’utilisateur.
username-space = Retirez les espaces du nom d’utilisateur.
username-character = N’utilisez que des lettres, des chiffres et des signes du clavier : le caractère { $character } ne peut pas figurer dans un nom d’utilisateur.
username-mixed = N’utilisez que les lettres d’un seul alphabet : ce nom d’utilisateur en mélange plusieurs.
username-taken = Ce nom d’utilisateur est déjà pris.
email-wrong = Saisissez une adresse e-mail, par exemple nom@example.com.
email-taken = Cette adresse est déjà prise.
password-too-short = Utilisez au moins { $least } caractères. Quelques mots sans rapport entre eux sont faciles à retenir.
password-too-long = Utilisez au plus { $most } caractères.
password-own-names = Retirez-en vos propres noms, ou ajoutez d’autres mots.
password-guessable = Ce mot de passe est facile à deviner.
password-very-weak = Robustesse : très faible
password-weak = Robustesse : faible
password-nearly = Robustesse : presque suffisante
password-add-words = Ajoutez un ou deux mots. Les mots rares sont préférables.
password-common = Beaucoup de gens utilisent un mot de passe semblable.
password-keys = Les touches voisines, comme azerty, sont essayées très tôt.
password-repeat = Répéter quelque chose n’aide guère.
password-sequence = Les suites comme abc ou 6543 sont essayées très tôt.
password-date = Les dates et les années sont essayées très tôt.
password-word = Les mots isolés sont essayés très tôt.
password-name = Les prénoms et les noms de famille sont essayés très tôt.
password-capitals = Les majuscules n’aident guère.
password-backwards = Les mots écrits à l’envers n’aident guère.
password-substitution = Les signes à la place de lettres, comme @ pour a, n’aident guère.
password-breached = Ce mot de passe a été divulgué lors d’une intrusion dans un autre service. Choisissez-en un que vous n’utilisez nulle part ailleurs.

## Accueil
home-title = Bienvenue
home-welcome = Bienvenue chez { $site }
home-hello = Bonjour, { $name }
home-what = On se connecte ici une seule fois, et chaque application associée sait qui vous êtes. Les applications ne voient jamais de mot de passe.
home-demo = Essayer la démo
home-account = Votre compte
home-connect = Associer une application
home-connect-hint = Toute application ou bibliothèque qui parle OpenID Connect peut utiliser ce service.
home-register = 1. Enregistrez-la, sur la machine où tourne ce service
home-credentials = 2. Donnez-lui l’identifiant et le secret que la commande affiche, ainsi que cet émetteur
home-discovery = Si elle demande plutôt une adresse de découverte

## Retour à une application
form-post-title = Retour à l’application
form-post-hint = Si rien ne se passe, appuyez sur le bouton.

## Erreurs
error-reference = Si vous avez besoin d’aide, communiquez cette référence au responsable de ce service.
error-details = Détails techniques
error-ours = Une erreur s’est produite ici
error-ours-message = Ce n’est pas de votre faute. Veuillez réessayer.
error-busy = Trop de monde à la fois
error-busy-message = Veuillez patienter un instant, puis réessayer.
error-too-often = C’était trop souvent
error-too-often-message = Veuillez attendre { $duration } avant de réessayer.
error-unavailable = Indisponible pour le moment
error-unavailable-message = Ce n’est pas de votre faute, et rien n’est perdu. Veuillez réessayer dans un instant.
error-forged = Ce formulaire a expiré
error-forged-message = Rien n’a été modifié. Revenez en arrière, rechargez la page et réessayez.
error-step = Cette connexion ne peut pas se poursuivre
error-step-message = Elle a pris trop de temps, ou elle a été commencée dans un autre navigateur. Retournez à l’application et connectez-vous à nouveau.
error-not-found = Il n’y a rien ici
error-not-found-message = L’adresse contient peut-être une faute de frappe.
error-unreadable = La demande ne peut pas être lue
error-unreadable-message = L’application ou le navigateur a envoyé quelque chose qui n’est pas compris ici.
error-untrusted = La demande de l’application n’est pas digne de confiance
error-untrusted-message = Vous n’avez été ni connecté ni renvoyé, car la demande ne correspond pas à ce qui est enregistré : { $why }. Le responsable de l’application peut y remédier.
untrusted-repeated-client-id = client_id est indiqué plusieurs fois
untrusted-missing-client-id = client_id manque
untrusted-unknown-client = aucune application n’est enregistrée sous ce client_id
untrusted-repeated-redirect-uri = redirect_uri est indiqué plusieurs fois
untrusted-missing-redirect-uri = redirect_uri manque
untrusted-unregistered-redirect-uri = redirect_uri n’est pas enregistré pour cette application
untrusted-refused = elle est refusée avec { $code } et n’indique aucun redirect_uri enregistré

## L’application de démonstration
demo-title = Application de démonstration
demo-what = Cette page joue le rôle d’une de vos applications. Elle ne sait rien de vous tant que vous ne vous connectez pas.
demo-step-send = Elle vous envoie chez { $site } pour vous connecter.
demo-step-code = Vous revenez avec un code, qu’elle échange contre des jetons.
demo-step-check = Elle vérifie les jetons et vous montre tout ce qu’ils disent.
demo-sign-in = Se connecter avec { $site }
demo-result-title = Connecté à la démo
demo-result = Vous êtes connecté
demo-result-what = Voici ce que l’application de démonstration a reçu, et ce que cela signifie.
demo-again = Se connecter à nouveau
demo-header = En-tête
demo-claims = Informations
demo-raw = Tel que transmis
demo-check-state = La réponse correspond à la connexion que ce navigateur a commencée (state).
demo-check-iss = Elle vient de { $value } et d’aucun autre fournisseur (iss).
demo-check-pkce = Le code a été échangé avec une preuve que seule la démo pouvait fournir (PKCE).
demo-check-signature = Le jeton d’identité est signé par le fournisseur : { $value }.
demo-check-aud = Il a été émis pour la démo (aud), par ce fournisseur (iss), et n’a pas expiré (exp).
demo-check-nonce = Il a été émis pour cette connexion précise (nonce).
demo-check-at-hash = Le jeton d’accès est venu avec le jeton d’identité (at_hash).
demo-check-userinfo = Userinfo accepte le jeton d’accès et parle de la même personne (sub).
demo-id-token = Jeton d’identité
demo-id-token-what = Dit à l’application qui s’est connecté, quand et comment. Il est signé et n’est destiné qu’à cette application.
demo-access-token = Jeton d’accès
demo-access-token-jwt = Permet à l’application de demander quelque chose à une API au nom de la personne. Une API qui connaît les clés publiques du fournisseur peut le vérifier elle-même.
demo-access-token-opaque = Permet à l’application de demander quelque chose à une API au nom de la personne. Il ne dit rien à qui le détient : l’API demande au fournisseur ce qu’il signifie.
demo-userinfo = Userinfo
demo-userinfo-what = Ce que le fournisseur répond à qui présente le jeton d’accès : ce que la personne a accepté de partager.
demo-failed = La démo n’a pas pu vous connecter
demo-not-started = Cette connexion n’a pas été commencée dans ce navigateur, ou elle a pris trop de temps. Recommencez.
demo-mismatch = Ce n’est pas la réponse à la connexion que ce navigateur a commencée. Recommencez.
demo-refused = Le fournisseur ne vous a pas connecté : { $why }
demo-unreachable = L’application de démonstration n’obtient pas de réponse du fournisseur à l’adresse { $issuer }.
demo-invalid = L’application de démonstration n’accepte pas ce que le fournisseur a envoyé : { $why }.
demo-internal = L’application de démonstration a échoué.

## Ce que signifient les informations des jetons
claim-alg = Comment il est signé.
claim-kid = Laquelle des clés publiques du fournisseur vérifie la signature.
claim-typ = De quel type de jeton il s’agit : JWT pour un jeton d’identité, at+jwt pour un jeton d’accès.
claim-iss = Qui l’a émis : le fournisseur.
claim-sub = De qui il s’agit : l’identifiant que le fournisseur donne à la personne. Il ne change jamais, c’est donc à lui que les applications doivent reconnaître les personnes.
claim-aud = À qui il est destiné. Tout autre doit le refuser.
claim-client-id = L’application pour laquelle il a été émis.
claim-scope = Ce qu’il permet.
claim-iat = Quand il a été émis, en secondes depuis 1970.
claim-nbf = Non valable avant ce moment.
claim-exp = Quand il expire.
claim-auth-time = Quand la personne a prouvé son identité pour la dernière fois.
claim-acr = La force de cette preuve.
claim-amr = Par quels moyens elle l’a prouvée, par exemple pwd pour un mot de passe.
claim-nonce = La valeur aléatoire de l’application pour cette connexion, afin qu’un jeton d’identité volé ne serve dans aucune autre.
claim-azp = L’application qui l’a demandé.
claim-at-hash = Une empreinte du jeton d’accès qui l’accompagnait.
claim-c-hash = Une empreinte du code qui l’accompagnait.
claim-s-hash = Une empreinte de la valeur state de la demande.
claim-sid = La session de la personne chez le fournisseur. Elle prend fin à la déconnexion.
claim-jti = L’identifiant propre du jeton.
claim-grant-id = La famille de jetons issue d’une même connexion ; on peut y mettre fin d’un coup.
claim-name = Le nom complet, tel qu’il doit être affiché.
claim-given-name = Prénoms.
claim-family-name = Noms de famille.
claim-middle-name = Autres prénoms.
claim-nickname = Comme disent les amis.
claim-preferred-username = Le nom avec lequel la personne se connecte. Il peut changer : ne reconnaissez pas les personnes à celui-ci.
claim-profile = Une page sur la personne.
claim-picture = Une photo de la personne.
claim-website = Le site web de la personne.
claim-email = Adresse e-mail. Elle peut changer : ne reconnaissez pas les personnes à celle-ci.
claim-email-verified = Si le fournisseur sait que l’adresse est celle de la personne.
claim-gender = Genre.
claim-birthdate = Date de naissance ; l’année peut être 0000, ou la date se limiter à une année.
claim-zoneinfo = Fuseau horaire, par exemple Europe/Paris.
claim-locale = Langue et région, par exemple fr-FR.
claim-phone-number = Numéro de téléphone.
claim-phone-number-verified = Si le fournisseur sait que le numéro est celui de la personne.
claim-address = Adresse postale.
claim-updated-at = Quand l’un de ces éléments a changé pour la dernière fois.
claim-groups = Les groupes auxquels la personne appartient.

## Applications derrière un proxy
forward-auth-no-proxy = Ce serveur ne répond aux questions sur les applications qu’aux proxys qu’il connaît.
forward-auth-unknown-site = Il n’y a pas d’application protégée à cette adresse.
forward-auth-not-allowed = Votre compte ne peut pas utiliser cette application. Demandez l’accès à la personne qui la gère.
forward-auth-lost = La connexion n’a pas pu aboutir. Ouvrez de nouveau l’application.

## The sign-in history
history-title = Historique des connexions
history-hint = Les dernières connexions à votre compte. Si vous n’en reconnaissez pas une, changez votre mot de passe.
history-none = Rien n’est encore connu.
history-succeeded = Connexion
history-failed = Tentative échouée
history-code = Code à usage unique
