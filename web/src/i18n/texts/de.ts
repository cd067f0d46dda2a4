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
  'account-menu': 'Ihr Konto',
  'account-settings': 'Einstellungen',
  continue: 'Weiter zu {host}',
  'sign-out': 'Abmelden',
  'signing-out': 'Abmeldung läuft …',
  'sign-out-title': 'Abmelden?',
  'sign-out-text': 'Sie werden von den Anwendungen abgemeldet, die Sie über diese Seite erreicht haben.',
  'sign-out-asked': '{name} möchte Sie abmelden.',
  'stay-signed-in': 'Angemeldet bleiben',
  'signed-out-title': 'Sie sind abgemeldet',
  'signed-out-text': 'Wenn auch andere dieses Gerät benutzen, schließen Sie außerdem den Browser.',
  'sign-in-again': 'Wieder anmelden',
  'sign-out-unavailable':
    'Sie sind noch angemeldet: Das Abmelden hat nicht geklappt. Versuchen Sie es in einer Minute noch einmal.',
  'sign-out-offline':
    'Sie sind noch angemeldet: Der Server ist nicht erreichbar. Prüfen Sie Ihre Verbindung und versuchen Sie es noch einmal.',
  'second-factor-title': 'Noch ein Schritt',
  'not-enrolled':
    '{host} verlangt neben dem ersten einen zweiten Nachweis, dass Sie es sind. Sie haben noch keinen eingerichtet.',
  'not-enrolled-no-host':
    'Neben dem ersten ist ein zweiter Nachweis nötig, dass Sie es sind. Sie haben noch keinen eingerichtet.',
  'not-enrolled-next':
    'Es dauert eine Minute: eine App auf Ihrem Telefon, ein Passkey oder ein Sicherheitsschlüssel. Danach kommen Sie hierher zurück.',
  'cannot-enrol-next':
    'Fragen Sie die Betreiber dieses Portals, wie Sie Zugang bekommen. Eine erneute Anmeldung hilft nicht.',
  'set-up': 'Jetzt einrichten',
  otp: 'Einmalpasswort',
  'otp-hint': 'Die {digits} Ziffern, die Ihre Authentifizierungs-App jetzt zeigt',
  confirm: 'Bestätigen',
  confirming: 'Wird geprüft …',
  'wrong-code':
    'Dieser Code stimmt nicht oder wurde schon benutzt. Warten Sie auf den nächsten und versuchen Sie es noch einmal.',
  'missing-code': 'Geben Sie den Code ein.',
  'recovery-code': 'Wiederherstellungscode',
  'recovery-code-hint': 'Einer der Codes, die Sie gedruckt oder gespeichert haben. Jeder gilt einmal.',
  'wrong-recovery-code':
    'Dieser Wiederherstellungscode stimmt nicht oder wurde schon benutzt. Versuchen Sie einen anderen.',
  'key-text': 'Ihr Browser fragt nach Ihrem Passkey oder Sicherheitsschlüssel, sobald Sie so weit sind.',
  'use-key': 'Passkey oder Schlüssel benutzen',
  'waiting-for-key': 'Warten auf Ihren Schlüssel …',
  'key-cancelled':
    'Es wurde nichts bestätigt: Der Vorgang wurde abgebrochen oder hat zu lange gedauert. Versuchen Sie es noch einmal, wenn Sie so weit sind.',
  'key-unsupported':
    'Dieser Browser kann hier keine Passkeys oder Sicherheitsschlüssel benutzen. Wählen Sie einen anderen Weg oder einen anderen Browser.',
  'key-refused':
    'Dieser Schlüssel wurde nicht angenommen. Versuchen Sie es noch einmal oder wählen Sie einen anderen Weg.',
  'push-text': 'Eine Anfrage geht an Ihr Telefon. Bestätigen Sie sie dort.',
  'send-push': 'Anfrage an mein Telefon senden',
  'waiting-for-push': 'Warten auf Ihre Bestätigung …',
  'push-choose': 'Wählen Sie, wohin die Anfrage geht.',
  'push-refused':
    'Die Anfrage wurde nicht bestätigt. Wenn sie nicht angekommen ist, senden Sie sie noch einmal.',
  'push-denied':
    'Auf diesem Weg kommen Sie nicht hinein. Wählen Sie einen anderen oder fragen Sie die Betreiber dieses Portals.',
  'push-no-phone':
    'Für Sie ist noch kein Telefon eingerichtet. Richten Sie eines in dem Fenster ein, das sich öffnet, kommen Sie dann zurück und senden Sie die Anfrage.',
  'push-no-phone-ask':
    'Für Sie ist kein Telefon eingerichtet. Wählen Sie einen anderen Weg oder fragen Sie die Betreiber dieses Portals.',
  'password-after-passkey': 'Ihr Passkey war der erste Nachweis. Ihr Passwort ist der zweite.',
  'wrong-password': 'Dieses Passwort stimmt nicht. Versuchen Sie es noch einmal.',
  'remember-device': 'Auf diesem Gerät eine Weile nicht fragen',
  'needs-script':
    'Dieser Weg braucht JavaScript, und das ist in diesem Browser ausgeschaltet. Schalten Sie es ein, oder wählen Sie einen anderen Weg.',
  'other-way': 'Anderer Weg',
  'other-way-title': 'Einen anderen Weg wählen',
  'method-one-time-password': 'Code aus einer App',
  'method-webauthn': 'Passkey oder Sicherheitsschlüssel',
  'method-push-notification': 'Anfrage an mein Telefon',
  'method-recovery-code': 'Wiederherstellungscode',
  close: 'Schließen',
  'sign-in-with-passkey': 'Mit einem Passkey anmelden',
  'passkey-refused':
    'Dieser Passkey wurde nicht angenommen. Versuchen Sie es noch einmal oder benutzen Sie Ihr Passwort.',
  'reauthenticate-title': 'Bestätigen Sie, dass Sie es sind',
  'reauthenticate-text':
    'Sie sind als {name} angemeldet, aber das ist eine Weile her. Geben Sie Ihr Passwort noch einmal ein.',
  'reset-title': 'Passwort vergessen?',
  'reset-text':
    'Geben Sie Ihren Benutzernamen ein, dann bekommen Sie per E-Mail einen Link, um ein neues Passwort festzulegen.',
  'send-link': 'Link per E-Mail senden',
  sending: 'Wird gesendet …',
  'reset-sent-title': 'Sehen Sie in Ihre E-Mails',
  'reset-sent-text':
    'Wenn es dieses Konto gibt, ist eine E-Mail unterwegs. Der Link darin gilt einmal und nur ein paar Minuten.',
  'reset-sent-hint':
    'Nichts da? Sehen Sie in den Spam-Ordner. Wenn Sie Ihren Benutzernamen nicht sicher wissen, fragen Sie die Betreiber dieses Portals.',
  'reset-failed': 'Die E-Mail konnte nicht gesendet werden. Versuchen Sie es in einer Minute noch einmal.',
  'new-password-title': 'Neues Passwort wählen',
  'new-password': 'Neues Passwort',
  'repeat-password': 'Noch einmal dasselbe',
  'set-password': 'Neues Passwort festlegen',
  'setting-password': 'Wird gespeichert …',
  'missing-new-password': 'Geben Sie ein neues Passwort ein.',
  'passwords-differ': 'Die beiden Passwörter sind nicht gleich. Geben Sie das zweite noch einmal ein.',
  'weak-password':
    'Dieses Passwort ist für die Regeln hier zu leicht zu erraten. Wählen Sie ein längeres oder ungewöhnlicheres.',
  'directory-refused': 'Das Verzeichnis hat es nicht angenommen: {words}',
  'reset-refused': 'Dieses Passwort wurde nicht angenommen. Wählen Sie ein anderes.',
  'password-set-title': 'Ihr Passwort ist geändert',
  'password-set-text': 'Melden Sie sich von jetzt an mit dem neuen an.',
  'dead-link-title': 'Dieser Link funktioniert nicht',
  'link-not-valid':
    'Er wurde schon benutzt, ist zu alt, oder ein Teil von ihm fehlt. Es wurde nichts geändert.',
  'new-link': 'Neuen Link senden',
  'rule-min-length': 'Mindestens {count} Zeichen',
  'rule-max-length': 'Höchstens {count} Zeichen',
  'rule-uppercase': 'Ein Großbuchstabe, A bis Z',
  'rule-lowercase': 'Ein Kleinbuchstabe, a bis z',
  'rule-number': 'Eine Ziffer',
  'rule-special': 'Ein Sonderzeichen',
  'rule-met': 'erfüllt',
  'strength-0': 'Sehr leicht zu erraten',
  'strength-1': 'Leicht zu erraten',
  'strength-2': 'Könnte erraten werden',
  'strength-3': 'Schwer zu erraten',
  'strength-4': 'Sehr schwer zu erraten',
  'revoke-title': 'Waren Sie das nicht?',
  'revoke-code-text':
    'Jemand hat einen Code angefordert, um Einstellungen Ihres Kontos zu ändern. Wenn Sie es nicht waren, machen Sie den Code ungültig.',
  'revoke-link-text':
    'Jemand hat einen Link angefordert, um ein neues Passwort für Ihr Konto festzulegen. Wenn Sie es nicht waren, machen Sie den Link ungültig.',
  'revoke-code': 'Code ungültig machen',
  'revoke-link': 'Link ungültig machen',
  revoking: 'Wird ungültig gemacht …',
  'revoked-title': 'Ungültig gemacht',
  'revoked-text':
    'Er ist jetzt nichts mehr wert. Wenn Sie gar keinen Code angefordert haben, kennt vielleicht jemand Ihr Passwort: Ändern Sie es und sagen Sie den Betreibern dieses Portals Bescheid.',
  'revoke-refused':
    'Er wurde schon benutzt oder ungültig gemacht oder ist zu alt. Es ist nichts mehr zu tun.',
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
  'consent-person': 'Sie sind als {name} angemeldet.',
  'consent-openid': 'Zu wissen, dass Sie es sind',
  'consent-profile': 'Ihren Namen und Ihr Profil zu sehen',
  'consent-email': 'Ihre E-Mail-Adressen zu sehen',
  'consent-phone': 'Ihre Telefonnummer zu sehen',
  'consent-address': 'Ihre Postanschrift zu sehen',
  'consent-groups': 'Zu sehen, in welchen Gruppen Sie sind',
  'consent-offline': 'Verbunden zu bleiben, während Sie weg sind',
  'consent-bearer': 'Anwendungen hinter diesem Portal in Ihrem Namen zu benutzen',
  'consent-other': 'Zugriff auf {name}',
  'consent-remember': 'Danach nicht mehr fragen',
  'consent-accept': 'Zustimmen',
  'consent-deny': 'Ablehnen',
  'device-title': 'Ein Gerät verbinden',
  'device-text': 'Geben Sie den Code ein, den Ihr Gerät anzeigt.',
  'device-code': 'Code vom Gerät',
  'device-advice':
    'Machen Sie nur weiter, wenn Sie dies selbst auf Ihrem eigenen Gerät begonnen haben. Niemand sonst hat einen Grund, Ihnen so einen Code zu geben.',
  'device-continue': 'Weiter',
  'wrong-device-code':
    'Dieser Code stimmt nicht oder gilt nicht mehr. Prüfen Sie ihn, oder beginnen Sie auf dem Gerät von vorn.',
  'consent-device': 'Ein Gerät, das den Code {code} anzeigt, bittet darum.',
  'consent-device-advice':
    'Stimmen Sie nur zu, wenn Sie dies auf Ihrem eigenen Gerät begonnen haben und es genau diesen Code anzeigt.',
  'device-accepted-title': 'Sie können zu Ihrem Gerät zurückkehren',
  'device-accepted-text': 'Dort geht es gleich von selbst weiter. Sie können diese Seite schließen.',
  'device-rejected-title': 'Sie haben abgelehnt',
  'device-rejected-text': 'Das Gerät bekommt nichts und erfährt davon. Sie können diese Seite schließen.',
  'error-device-over-title': 'Dieser Code gilt nicht mehr',
  'error-device-over-text':
    'Er wurde schon benutzt, oder es hat zu lange gedauert. Beginnen Sie auf dem Gerät von vorn: Es zeigt einen neuen an.',
  'consent-redirect': 'Sie werden zu {host} weitergeleitet.',
  'consent-audience': 'Bei {name} in Ihrem Namen zu handeln',
  'claim-name': 'Ihren Namen zu sehen',
  'claim-user-name': 'Ihren Benutzernamen zu sehen',
  'claim-web': 'Ihre Webseiten zu sehen',
  'claim-picture': 'Ihr Bild zu sehen',
  'claim-gender': 'Ihr Geschlecht zu sehen',
  'claim-birthdate': 'Ihr Geburtsdatum zu sehen',
  'claim-zone': 'Ihre Zeitzone zu sehen',
  'claim-locale': 'Ihre Sprache zu sehen',
  'claim-updated': 'Zu sehen, wann sich Ihre Angaben zuletzt geändert haben',
  'claim-sign-in': 'Zu sehen, wann und wie Sie sich angemeldet haben',
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
