import type { Texts } from '../message-id.ts';

/** The texts in German. */
export const de: Texts = {
  'product-name': 'Gatehouse',
  'continue-to': 'und weiter zu {host}',
  'sign-in-title': 'Anmelden',
  'user-name': 'Benutzername',
  password: 'Passwort',
  'show-password': 'Passwort anzeigen',
  'hide-password': 'Passwort verbergen',
  'caps-lock': 'Feststelltaste ist an',
  'remember-me': 'Angemeldet bleiben',
  'forgot-password': 'Passwort vergessen?',
  'sign-in': 'Anmelden',
  'signing-in': 'Anmeldung läuft …',
  'wrong-credentials':
    'Benutzername oder Passwort stimmt nicht. Prüfen Sie beides und versuchen Sie es noch einmal.',
  'password-expired': 'Ihr Passwort ist abgelaufen. Legen Sie ein neues fest und melden Sie sich dann an.',
  'missing-fields': 'Geben Sie Ihren Benutzernamen und Ihr Passwort ein.',
  'missing-user-name': 'Geben Sie Ihren Benutzernamen ein.',
  'missing-password': 'Geben Sie Ihr Passwort ein.',
  'too-many':
    'Zu viele Versuche in kurzer Zeit. Warten Sie ein paar Minuten und versuchen Sie es dann noch einmal.',
  unavailable:
    'Die Anmeldung ist gerade nicht möglich. Es liegt nicht an Ihnen: Versuchen Sie es in einer Minute noch einmal.',
  offline: 'Der Server ist nicht erreichbar. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.',
  'foreign-origin':
    'Zu Ihrer Sicherheit wurde das Formular nicht angenommen, denn es kam von einer fremden Seite. Versuchen Sie es hier noch einmal.',
  'signed-in-title': 'Sie sind angemeldet',
  'signed-in-as': 'als {name}',
  'signed-in-text':
    'Hier ist nichts weiter zu tun. Gehen Sie zurück zu der Anwendung, die Sie benutzen möchten.',
  'signed-in-continue-text': 'Hier ist nichts weiter zu tun.',
  continue: 'Weiter zu {host}',
  'sign-out': 'Abmelden',
  'signing-out': 'Abmeldung läuft …',
  'sign-out-title': 'Abmelden?',
  'sign-out-text': 'Sie werden von den Anwendungen abgemeldet, die Sie über diese Seite erreicht haben.',
  'stay-signed-in': 'Angemeldet bleiben',
  'signed-out-title': 'Sie sind abgemeldet',
  'signed-out-text': 'Wenn auch andere dieses Gerät benutzen, schließen Sie außerdem den Browser.',
  'sign-in-again': 'Wieder anmelden',
  'sign-out-unavailable':
    'Sie sind noch angemeldet: Das Abmelden hat nicht geklappt. Versuchen Sie es in einer Minute noch einmal.',
  'sign-out-offline':
    'Sie sind noch angemeldet: Der Server ist nicht erreichbar. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.',
  'second-factor-title': 'Ein zweiter Schritt ist nötig',
  'second-factor-text':
    '{host} verlangt neben dem Passwort einen zweiten Nachweis, dass Sie es sind. Diese Version des Portals kann noch keinen prüfen.',
  'second-factor-text-no-host':
    'Die Anwendung verlangt neben dem Passwort einen zweiten Nachweis, dass Sie es sind. Diese Version des Portals kann noch keinen prüfen.',
  'second-factor-next':
    'Fragen Sie die Betreiber dieses Portals, wie Sie Zugang bekommen. Eine erneute Anmeldung hilft nicht.',
  'error-not-found-title': 'Hier ist nichts',
  'error-not-found-text':
    'Diese Adresse führt nirgendwohin. Prüfen Sie sie auf Tippfehler oder beginnen Sie auf der Anmeldeseite.',
  'error-unsafe-target-title': 'Sie wurden nicht weitergeleitet',
  'error-unsafe-target-text':
    'Der Link sollte Sie zu einer Adresse führen, die dieses Portal nicht schützt. Das kann ein Versehen sein oder der Versuch, Sie wegzulocken. Öffnen Sie die Anwendung lieber über Ihr eigenes Lesezeichen.',
  'error-no-cookie-domain-title': 'Diese Adresse ist nicht eingerichtet',
  'error-no-cookie-domain-text':
    'Das Anmeldeportal wurde unter einer Adresse geöffnet, die es nicht kennt. Öffnen Sie die Anwendung noch einmal oder fragen Sie die Betreiber nach der richtigen Adresse.',
  'error-no-cookie-domain-operator':
    'Falls Sie es betreiben: Tragen Sie diese Domain in der Konfiguration unter {key} ein.',
  'error-forbidden-title': 'Das dürfen Sie nicht öffnen',
  'error-forbidden-text':
    'Sie sind als {name} angemeldet, und dieses Konto hat keinen Zugang zu {host}. Wenn Sie ihn brauchen, fragen Sie die Betreiber. Wenn Sie ein anderes Konto haben, verwenden Sie dieses.',
  'sign-in-as-other': 'Mit einem anderen Konto anmelden',
  reference: 'Für die Betreiber: Anfrage {id}',
  'error-unavailable-title': 'Gerade nicht verfügbar',
  'error-unavailable-text':
    'Ein Dienst, den die Anmeldung braucht, antwortet nicht. Es liegt nicht an Ihnen, und es geht nichts verloren. Versuchen Sie es in einer Minute noch einmal.',
  'error-too-many-title': 'Zu viele Versuche',
  'error-too-many-text':
    'Es gab zu viele Versuche in kurzer Zeit. Warten Sie ein paar Minuten und versuchen Sie es dann noch einmal.',
  'error-foreign-origin-title': 'Zu Ihrer Sicherheit nicht angenommen',
  'error-foreign-origin-text':
    'Die Anfrage kam von einer fremden Seite, deshalb ist nichts geschehen. Falls Sie es selbst wollten, tun Sie es hier noch einmal.',
  'consent-title': 'Sind Sie einverstanden?',
  'consent-text': '{name} bittet darum:',
  'consent-openid': 'Zu wissen, dass Sie es sind',
  'consent-profile': 'Ihren Namen und Ihr Profil zu sehen',
  'consent-email': 'Ihre E-Mail-Adressen zu sehen',
  'consent-phone': 'Ihre Telefonnummer zu sehen',
  'consent-address': 'Ihre Postanschrift zu sehen',
  'consent-groups': 'Zu sehen, in welchen Gruppen Sie sind',
  'consent-offline': 'Verbunden zu bleiben, während Sie weg sind',
  'consent-other': 'Zugriff auf {name}',
  'consent-remember': 'Danach nicht mehr fragen',
  'consent-accept': 'Zustimmen',
  'consent-deny': 'Ablehnen',
  'error-openid-title': 'Die Anfrage der Anwendung wurde abgelehnt',
  'error-openid-text':
    'Sie kann nicht beantwortet werden ({code}). Gehen Sie zur Anwendung zurück und versuchen Sie es noch einmal. Bleibt es dabei, sagen Sie es den Betreibern dieses Portals: Das Protokoll sagt, was nicht stimmt.',
  'error-flow-over-title': 'Das hat zu lange gedauert',
  'error-flow-over-text':
    'Nichts ist verloren. Gehen Sie zur Anwendung zurück und melden Sie sich von dort aus noch einmal an.',
  'error-unknown-title': 'Das hat nicht geklappt',
  'error-unknown-text':
    'Bei uns ist etwas schiefgegangen. Versuchen Sie es in einer Minute noch einmal. Wenn es so bleibt, sagen Sie den Betreibern dieses Portals Bescheid.',
  'to-sign-in': 'Zur Anmeldeseite',
  'try-again': 'Noch einmal versuchen',
  language: 'Sprache',
  'privacy-policy': 'Datenschutz',
};
