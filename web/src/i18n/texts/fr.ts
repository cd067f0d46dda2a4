import type { Texts } from '../message-id.ts';

/** The texts in French. */
export const fr: Texts = {
  'product-name': 'Gatehouse',
  'continue-to': 'pour accéder à {host}',
  'sign-in-title': 'Connexion',
  'user-name': 'Nom d’utilisateur',
  password: 'Mot de passe',
  'show-password': 'Afficher le mot de passe',
  'hide-password': 'Masquer le mot de passe',
  'caps-lock': 'Verr. Maj. est activé',
  'remember-me': 'Se souvenir de moi',
  'forgot-password': 'Mot de passe oublié ?',
  'sign-in': 'Se connecter',
  'signing-in': 'Connexion en cours…',
  'wrong-credentials':
    'Le nom d’utilisateur ou le mot de passe est incorrect. Vérifiez les deux, puis réessayez.',
  'password-expired': 'Votre mot de passe a expiré. Choisissez-en un nouveau, puis connectez-vous.',
  'missing-fields': 'Saisissez votre nom d’utilisateur et votre mot de passe.',
  'missing-user-name': 'Saisissez votre nom d’utilisateur.',
  'missing-password': 'Saisissez votre mot de passe.',
  'too-many': 'Trop de tentatives en peu de temps. Attendez quelques minutes, puis réessayez.',
  unavailable:
    'La connexion est impossible pour le moment. Vous n’y êtes pour rien : réessayez dans une minute.',
  offline: 'Le serveur est injoignable. Vérifiez votre connexion Internet, puis réessayez.',
  'foreign-origin':
    'Pour votre sécurité, ce formulaire n’a pas été accepté, car il provenait d’un autre site. Réessayez ici.',
  'signed-in-title': 'Vous êtes connecté',
  'signed-in-as': 'en tant que {name}',
  'signed-in-text': 'Il n’y a rien d’autre à faire ici. Retournez à l’application que vous voulez utiliser.',
  'signed-in-continue-text': 'Il n’y a rien d’autre à faire ici.',
  'account-menu': 'Votre compte',
  'account-settings': 'Paramètres',
  continue: 'Continuer vers {host}',
  'sign-out': 'Se déconnecter',
  'signing-out': 'Déconnexion en cours…',
  'sign-out-title': 'Se déconnecter ?',
  'sign-out-text': 'Vous serez déconnecté des applications auxquelles vous avez accédé par cette page.',
  'stay-signed-in': 'Rester connecté',
  'signed-out-title': 'Vous êtes déconnecté',
  'signed-out-text': 'Si d’autres personnes utilisent cet appareil, fermez aussi le navigateur.',
  'sign-in-again': 'Se reconnecter',
  'sign-out-unavailable': 'Vous êtes toujours connecté : la déconnexion a échoué. Réessayez dans une minute.',
  'sign-out-offline':
    'Vous êtes toujours connecté : le serveur est injoignable. Vérifiez votre connexion Internet, puis réessayez.',
  'second-factor-title': 'Encore une étape',
  'not-enrolled':
    '{host} demande une deuxième preuve que c’est bien vous, en plus de la première. Vous n’en avez pas encore configuré.',
  'not-enrolled-no-host':
    'Il faut une deuxième preuve que c’est bien vous, en plus de la première. Vous n’en avez pas encore configuré.',
  'not-enrolled-next':
    'Cela prend une minute : une application sur votre téléphone, une clé d’accès ou une clé de sécurité. Vous reviendrez ici ensuite.',
  'cannot-enrol-next':
    'Demandez aux responsables de ce portail comment obtenir l’accès. Se reconnecter n’y changera rien.',
  'set-up': 'En configurer une',
  otp: 'Mot de passe à usage unique',
  'otp-hint': 'Les {digits} chiffres que votre application d’authentification affiche maintenant',
  confirm: 'Confirmer',
  confirming: 'Vérification…',
  'wrong-code': 'Ce code n’est pas le bon, ou il a déjà servi. Attendez le suivant, puis réessayez.',
  'missing-code': 'Saisissez le code.',
  'recovery-code': 'Code de récupération',
  'recovery-code-hint': 'L’un des codes que vous avez imprimés ou enregistrés. Chacun sert une fois.',
  'wrong-recovery-code': 'Ce code de récupération n’est pas le bon, ou il a déjà servi. Essayez-en un autre.',
  'key-text': 'Votre navigateur demandera votre clé d’accès ou votre clé de sécurité quand vous serez prêt.',
  'use-key': 'Utiliser une clé',
  'waiting-for-key': 'En attente de votre clé…',
  'key-cancelled':
    'Rien n’a été confirmé : l’opération a été annulée ou a pris trop de temps. Réessayez quand vous serez prêt.',
  'key-unsupported':
    'Ce navigateur ne peut pas utiliser de clés ici. Choisissez un autre moyen, ou un autre navigateur.',
  'key-refused': 'Cette clé n’a pas été acceptée. Réessayez, ou choisissez un autre moyen.',
  'push-text': 'Une demande est envoyée à votre téléphone. Approuvez-la là-bas.',
  'send-push': 'Envoyer la demande à mon téléphone',
  'waiting-for-push': 'En attente de votre accord…',
  'push-choose': 'Choisissez où la demande est envoyée.',
  'push-refused':
    'La demande n’a pas été approuvée. Si elle ne vous est pas parvenue, envoyez-la de nouveau.',
  'push-denied':
    'Ce moyen ne vous est pas ouvert. Choisissez-en un autre, ou demandez aux responsables de ce portail.',
  'push-no-phone':
    'Aucun téléphone n’est encore configuré pour vous. Configurez-en un dans la fenêtre qui s’ouvre, puis revenez envoyer la demande.',
  'push-no-phone-ask':
    'Aucun téléphone n’est configuré pour vous. Choisissez un autre moyen, ou demandez aux responsables de ce portail.',
  'password-after-passkey': 'Votre clé d’accès était la première preuve. Votre mot de passe est la deuxième.',
  'wrong-password': 'Ce mot de passe n’est pas le bon. Réessayez.',
  'remember-device': 'Ne plus demander sur cet appareil pendant un temps',
  'needs-script':
    'Ce moyen a besoin de JavaScript, qui est désactivé dans ce navigateur. Activez-le, ou choisissez un autre moyen.',
  'other-way': 'Essayer autrement',
  'other-way-title': 'Choisir un autre moyen',
  'method-one-time-password': 'Code d’une application',
  'method-webauthn': 'Clé d’accès ou clé de sécurité',
  'method-push-notification': 'Demande à mon téléphone',
  'method-recovery-code': 'Code de récupération',
  close: 'Fermer',
  'sign-in-with-passkey': 'Se connecter avec une clé d’accès',
  'passkey-refused': 'Cette clé d’accès n’a pas été acceptée. Réessayez, ou utilisez votre mot de passe.',
  'reauthenticate-title': 'Confirmez que c’est vous',
  'reauthenticate-text':
    'Vous êtes connecté en tant que {name}, mais depuis un moment. Saisissez encore une fois votre mot de passe.',
  'reset-title': 'Mot de passe oublié ?',
  'reset-text':
    'Saisissez votre nom d’utilisateur, et un lien pour choisir un nouveau mot de passe vous sera envoyé.',
  'send-link': 'M’envoyer un lien',
  sending: 'Envoi…',
  'reset-sent-title': 'Regardez votre messagerie',
  'reset-sent-text':
    'Si ce compte existe, un message est en route. Son lien sert une fois, et pendant quelques minutes seulement.',
  'reset-sent-hint':
    'Rien ? Regardez dans les indésirables. Si vous n’êtes pas sûr de votre nom d’utilisateur, demandez aux responsables de ce portail.',
  'reset-failed': 'Le message n’a pas pu être envoyé. Réessayez dans une minute.',
  'new-password-title': 'Choisissez un nouveau mot de passe',
  'new-password': 'Nouveau mot de passe',
  'repeat-password': 'Encore une fois le même',
  'set-password': 'Enregistrer le mot de passe',
  'setting-password': 'Enregistrement…',
  'missing-new-password': 'Saisissez un nouveau mot de passe.',
  'passwords-differ': 'Les deux mots de passe ne sont pas identiques. Saisissez le second de nouveau.',
  'weak-password':
    'Ce mot de passe est trop facile à deviner selon les règles d’ici. Choisissez-en un plus long ou moins courant.',
  'directory-refused': 'L’annuaire ne l’a pas accepté : {words}',
  'reset-refused': 'Ce mot de passe n’a pas été accepté. Choisissez-en un autre.',
  'password-set-title': 'Votre mot de passe est changé',
  'password-set-text': 'Utilisez désormais le nouveau pour vous connecter.',
  'dead-link-title': 'Ce lien ne fonctionne pas',
  'link-not-valid': 'Il a déjà servi, il est trop ancien, ou il en manque une partie. Rien n’a été changé.',
  'new-link': 'M’envoyer un nouveau lien',
  'rule-min-length': 'Au moins {count} caractères',
  'rule-max-length': 'Au plus {count} caractères',
  'rule-uppercase': 'Une majuscule, de A à Z',
  'rule-lowercase': 'Une minuscule, de a à z',
  'rule-number': 'Un chiffre',
  'rule-special': 'Un caractère spécial',
  'rule-met': 'rempli',
  'strength-0': 'Très facile à deviner',
  'strength-1': 'Facile à deviner',
  'strength-2': 'Pourrait être deviné',
  'strength-3': 'Difficile à deviner',
  'strength-4': 'Très difficile à deviner',
  'revoke-title': 'Ce n’était pas vous ?',
  'revoke-code-text':
    'Quelqu’un a demandé un code pour changer des réglages de votre compte. Si ce n’était pas vous, annulez le code.',
  'revoke-link-text':
    'Quelqu’un a demandé un lien pour définir un nouveau mot de passe pour votre compte. Si ce n’était pas vous, annulez le lien.',
  'revoke-code': 'Annuler le code',
  'revoke-link': 'Annuler le lien',
  revoking: 'Annulation…',
  'revoked-title': 'Annulé',
  'revoked-text':
    'Il ne vaut plus rien. Si vous n’avez demandé aucun code, quelqu’un connaît peut-être votre mot de passe : changez-le et prévenez les responsables de ce portail.',
  'revoke-refused':
    'Il a déjà servi, a déjà été annulé, ou il est trop ancien. Il n’y a plus rien à annuler.',
  'error-not-found-title': 'Il n’y a rien ici',
  'error-not-found-text':
    'Cette adresse ne mène nulle part. Vérifiez qu’elle ne contient pas de faute de frappe, ou partez de la page de connexion.',
  'error-unsafe-target-title': 'Vous n’avez pas été redirigé',
  'error-unsafe-target-text':
    'Le lien voulait vous envoyer vers une adresse que ce portail ne protège pas. C’est peut-être une erreur, ou une tentative de vous détourner. Ouvrez plutôt l’application depuis votre propre favori.',
  'error-no-cookie-domain-title': 'Cette adresse n’est pas configurée',
  'error-no-cookie-domain-text':
    'Le portail de connexion a été ouvert à une adresse qu’il ne connaît pas. Ouvrez de nouveau l’application, ou demandez la bonne adresse à ses responsables.',
  'error-no-cookie-domain-operator':
    'Si vous l’administrez : ajoutez ce domaine à {key} dans la configuration.',
  'error-forbidden-title': 'Vous ne pouvez pas ouvrir cette page',
  'error-forbidden-text':
    'Vous êtes connecté en tant que {name}, et ce compte n’a pas accès à {host}. Si vous en avez besoin, adressez-vous aux personnes qui gèrent ce service. Si vous avez un autre compte, utilisez-le.',
  'sign-in-as-other': 'Se connecter avec un autre compte',
  reference: 'Pour les gestionnaires : requête {id}',
  'error-unavailable-title': 'Indisponible pour le moment',
  'error-unavailable-text':
    'Un service nécessaire à la connexion ne répond pas. Vous n’y êtes pour rien et rien n’est perdu. Réessayez dans une minute.',
  'error-too-many-title': 'Trop de tentatives',
  'error-too-many-text':
    'Il y a eu trop de tentatives en peu de temps. Attendez quelques minutes, puis réessayez.',
  'error-foreign-origin-title': 'Refusé pour votre sécurité',
  'error-foreign-origin-text':
    'La demande provenait d’un autre site : rien n’a été fait. Si c’était voulu, recommencez à partir d’ici.',
  'error-unknown-title': 'Cela n’a pas fonctionné',
  'error-unknown-text':
    'Un problème est survenu de notre côté. Réessayez dans une minute. S’il persiste, signalez-le aux responsables de ce portail.',
  'to-sign-in': 'Aller à la page de connexion',
  'try-again': 'Réessayer',
  language: 'Langue',
  'privacy-policy': 'Politique de confidentialité',
};
