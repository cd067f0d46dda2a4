import type { MailTexts } from './mail-texts.ts';

/** The texts of the mails in French. */
export const fr: MailTexts = {
  greeting: 'Bonjour {name},',
  events: {
    'password-changed': {
      title: 'Mot de passe modifié',
      body: 'Le mot de passe de votre compte sur {domain} a été modifié.',
    },
    'password-reset': {
      title: 'Mot de passe modifié',
      body: 'Le mot de passe de votre compte sur {domain} a été réinitialisé grâce à un lien reçu par e-mail.',
    },
    'second-factor-added': {
      title: 'Second facteur ajouté',
      body: 'Un autre moyen de confirmer votre identité a été ajouté à votre compte sur {domain}.',
    },
    'second-factor-removed': {
      title: 'Second facteur supprimé',
      body: 'Un moyen de confirmer votre identité a été supprimé de votre compte sur {domain}.',
    },
    'recovery-code-used': {
      title: 'Code de récupération utilisé',
      body: 'Un de vos codes de récupération a été utilisé sur {domain}. Il ne peut plus servir.',
    },
    'recovery-codes-made': {
      title: 'Nouveaux codes de récupération',
      body: 'De nouveaux codes de récupération ont été créés pour votre compte sur {domain}. Les précédents ne sont plus valables.',
    },
    'new-device': {
      title: 'Connexion depuis un nouvel appareil',
      body: 'Quelqu’un s’est connecté à votre compte sur {domain} avec un navigateur qui n’y avait jamais servi.',
    },
  },
  eventAdvice:
    'Si c’était vous, vous n’avez rien à faire. Sinon, changez tout de suite votre mot de passe et prévenez votre administrateur.',
  details: {
    factor: 'Méthode',
    name: 'Nom',
    device: 'Appareil',
    time: 'Heure',
    left: 'Codes restants',
    address: 'Adresse IP',
  },
  factors: {
    totp: 'Mot de passe à usage unique',
    webauthn: 'Clé de sécurité ou clé d’accès',
    duo: 'Confirmation sur mobile',
  },
  unknownDevice: 'Un navigateur inconnu',
  code: {
    title: 'Confirmez votre identité',
    body: 'Saisissez ce code là où il vous a été demandé, pour confirmer votre identité sur {domain} :',
    lifespan: 'Il est valable une seule fois, pendant {lifespan}.',
    advice: 'Si vous n’avez pas demandé de code, révoquez celui-ci et changez votre mot de passe.',
    revoke: 'Révoquer le code',
    secret: 'Ne le donnez à personne, pas même à quelqu’un qui se dit de l’assistance.',
  },
  link: {
    title: 'Réinitialisez votre mot de passe',
    body: 'Quelqu’un a demandé un nouveau mot de passe pour votre compte sur {domain}. Si c’était vous, choisissez-le ici :',
    lifespan: 'Le lien est valable une seule fois, pendant {lifespan}.',
    advice: 'Si ce n’était pas vous, révoquez le lien. Votre mot de passe reste le même.',
    revoke: 'Révoquer le lien',
    action: 'Choisir un nouveau mot de passe',
  },
  footer: 'Vous recevez cet e-mail en raison de votre compte sur {domain}.',
};
