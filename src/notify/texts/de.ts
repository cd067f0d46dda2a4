import type { MailTexts } from './mail-texts.ts';

/** The texts of the mails in German. */
export const de: MailTexts = {
  greeting: 'Guten Tag {name},',
  events: {
    'password-changed': {
      title: 'Passwort geändert',
      body: 'Das Passwort Ihres Kontos bei {domain} wurde geändert.',
    },
    'password-reset': {
      title: 'Passwort geändert',
      body: 'Das Passwort Ihres Kontos bei {domain} wurde über einen Link aus einer E-Mail neu gesetzt.',
    },
    'second-factor-added': {
      title: 'Zweiter Faktor hinzugefügt',
      body: 'Zu Ihrem Konto bei {domain} wurde eine weitere Möglichkeit hinzugefügt, sich auszuweisen.',
    },
    'second-factor-removed': {
      title: 'Zweiter Faktor entfernt',
      body: 'Aus Ihrem Konto bei {domain} wurde eine Möglichkeit entfernt, sich auszuweisen.',
    },
    'recovery-code-used': {
      title: 'Wiederherstellungscode verwendet',
      body: 'Einer Ihrer Wiederherstellungscodes wurde bei {domain} verwendet. Er gilt nun nicht mehr.',
    },
    'recovery-codes-made': {
      title: 'Neue Wiederherstellungscodes',
      body: 'Für Ihr Konto bei {domain} wurden neue Wiederherstellungscodes erstellt. Die bisherigen gelten nicht mehr.',
    },
    'new-device': {
      title: 'Anmeldung mit einem neuen Gerät',
      body: 'Jemand hat sich bei {domain} mit einem Browser in Ihrem Konto angemeldet, der dort bisher nicht verwendet wurde.',
    },
  },
  eventAdvice:
    'Wenn Sie es waren, müssen Sie nichts tun. Wenn nicht, ändern Sie sofort Ihr Passwort und sagen Sie Ihrem Administrator Bescheid.',
  details: {
    factor: 'Verfahren',
    name: 'Name',
    device: 'Gerät',
    time: 'Zeitpunkt',
    left: 'Verbleibende Codes',
    address: 'IP-Adresse',
  },
  factors: {
    totp: 'Einmalpasswort',
    webauthn: 'Sicherheitsschlüssel oder Passkey',
    duo: 'Bestätigung auf dem Mobilgerät',
  },
  unknownDevice: 'Ein unbekannter Browser',
  code: {
    title: 'Bestätigen Sie Ihre Identität',
    body: 'Geben Sie diesen Code dort ein, wo danach gefragt wurde, um sich bei {domain} auszuweisen:',
    lifespan: 'Er gilt einmal, {lifespan} lang.',
    advice: 'Wenn Sie keinen Code angefordert haben, widerrufen Sie ihn und ändern Sie Ihr Passwort.',
    revoke: 'Code widerrufen',
    secret: 'Geben Sie ihn niemandem, auch nicht jemandem, der sich als Support ausgibt.',
  },
  link: {
    title: 'Passwort zurücksetzen',
    body: 'Jemand hat für Ihr Konto bei {domain} ein neues Passwort angefordert. Wenn Sie es waren, legen Sie es hier fest:',
    lifespan: 'Der Link gilt einmal, {lifespan} lang.',
    advice: 'Wenn Sie es nicht waren, widerrufen Sie den Link. Ihr Passwort bleibt, wie es ist.',
    revoke: 'Link widerrufen',
    action: 'Neues Passwort festlegen',
  },
  footer: 'Sie erhalten diese E-Mail wegen Ihres Kontos bei {domain}.',
};
