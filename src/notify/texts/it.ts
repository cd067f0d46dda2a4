import type { MailTexts } from './mail-texts.ts';

/** The texts of the mails in Italian. */
export const it: MailTexts = {
  greeting: 'Buongiorno {name},',
  events: {
    'password-changed': {
      title: 'Password modificata',
      body: 'La password del suo account su {domain} è stata modificata.',
    },
    'password-reset': {
      title: 'Password modificata',
      body: 'La password del suo account su {domain} è stata reimpostata con un link ricevuto per e-mail.',
    },
    'second-factor-added': {
      title: 'Secondo fattore aggiunto',
      body: 'Al suo account su {domain} è stato aggiunto un altro modo per confermare la sua identità.',
    },
    'second-factor-removed': {
      title: 'Secondo fattore rimosso',
      body: 'Dal suo account su {domain} è stato rimosso un modo per confermare la sua identità.',
    },
    'recovery-code-used': {
      title: 'Codice di recupero usato',
      body: 'Uno dei suoi codici di recupero è stato usato su {domain}. Non può essere usato di nuovo.',
    },
    'recovery-codes-made': {
      title: 'Nuovi codici di recupero',
      body: 'Sono stati creati nuovi codici di recupero per il suo account su {domain}. Quelli precedenti non valgono più.',
    },
    'new-device': {
      title: 'Accesso da un nuovo dispositivo',
      body: 'Qualcuno ha effettuato l’accesso al suo account su {domain} con un browser mai usato prima.',
    },
  },
  eventAdvice:
    'Se è stato lei, non deve fare nulla. In caso contrario, cambi subito la password e avvisi il suo amministratore.',
  details: {
    factor: 'Metodo',
    name: 'Nome',
    device: 'Dispositivo',
    time: 'Ora',
    left: 'Codici rimasti',
    address: 'Indirizzo IP',
  },
  factors: {
    totp: 'Password monouso',
    webauthn: 'Chiave di sicurezza o passkey',
    duo: 'Conferma sul cellulare',
  },
  unknownDevice: 'Un browser sconosciuto',
  code: {
    title: 'Confermi la sua identità',
    body: 'Inserisca questo codice dove le è stato chiesto, per confermare la sua identità su {domain}:',
    lifespan: 'Vale una sola volta, per {lifespan}.',
    advice: 'Se non ha chiesto un codice, lo revochi e cambi la password.',
    revoke: 'Revoca il codice',
    secret: 'Non lo dia a nessuno, nemmeno a chi dice di essere dell’assistenza.',
  },
  link: {
    title: 'Reimposti la sua password',
    body: 'Qualcuno ha chiesto una nuova password per il suo account su {domain}. Se è stato lei, la scelga qui:',
    lifespan: 'Il link vale una sola volta, per {lifespan}.',
    advice: 'Se non è stato lei, revochi il link. La sua password resta com’è.',
    revoke: 'Revoca il link',
    action: 'Scegli una nuova password',
  },
  footer: 'Riceve questa e-mail per via del suo account su {domain}.',
};
