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
  'second-factor-title': 'Une deuxième étape est nécessaire',
  'second-factor-text':
    'En plus du mot de passe, {host} demande une deuxième preuve que c’est bien vous. Cette version du portail ne sait pas encore la vérifier.',
  'second-factor-text-no-host':
    'En plus du mot de passe, l’application demande une deuxième preuve que c’est bien vous. Cette version du portail ne sait pas encore la vérifier.',
  'second-factor-next':
    'Demandez aux responsables de ce portail comment obtenir l’accès. Vous reconnecter ne servira à rien.',
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
  'consent-title': 'Êtes-vous d’accord ?',
  'consent-text': '{name} demande ceci :',
  'consent-openid': 'Savoir que c’est vous',
  'consent-profile': 'Voir votre nom et votre profil',
  'consent-email': 'Voir vos adresses e-mail',
  'consent-phone': 'Voir votre numéro de téléphone',
  'consent-address': 'Voir votre adresse postale',
  'consent-groups': 'Voir de quels groupes vous faites partie',
  'consent-offline': 'Rester connectée en votre absence',
  'consent-other': 'Accès à {name}',
  'consent-remember': 'Ne plus me le demander',
  'consent-accept': 'Accepter',
  'consent-deny': 'Refuser',
  'error-openid-title': 'La demande de l’application a été refusée',
  'error-openid-text':
    'Il est impossible d’y répondre ({code}). Revenez à l’application et réessayez. Si cela persiste, prévenez les personnes qui gèrent ce portail : le journal dit ce qui ne va pas.',
  'error-flow-over-title': 'Cela a pris trop de temps',
  'error-flow-over-text':
    'Rien n’est perdu. Revenez à l’application et connectez-vous de nouveau à partir de là.',
  'error-unknown-title': 'Cela n’a pas fonctionné',
  'error-unknown-text':
    'Un problème est survenu de notre côté. Réessayez dans une minute. S’il persiste, signalez-le aux responsables de ce portail.',
  'to-sign-in': 'Aller à la page de connexion',
  'try-again': 'Réessayer',
  language: 'Langue',
  'privacy-policy': 'Politique de confidentialité',
};
