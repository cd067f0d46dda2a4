import type { MailTexts } from './mail-texts.ts';

/** The texts of the mails in Dutch. */
export const nl: MailTexts = {
  greeting: 'Hallo {name},',
  events: {
    'password-changed': {
      title: 'Wachtwoord gewijzigd',
      body: 'Het wachtwoord van uw account bij {domain} is gewijzigd.',
    },
    'password-reset': {
      title: 'Wachtwoord gewijzigd',
      body: 'Het wachtwoord van uw account bij {domain} is opnieuw ingesteld met een link uit een e-mail.',
    },
    'second-factor-added': {
      title: 'Tweede factor toegevoegd',
      body: 'Aan uw account bij {domain} is nog een manier toegevoegd om te bevestigen dat u het bent.',
    },
    'second-factor-removed': {
      title: 'Tweede factor verwijderd',
      body: 'Uit uw account bij {domain} is een manier verwijderd om te bevestigen dat u het bent.',
    },
    'recovery-code-used': {
      title: 'Herstelcode gebruikt',
      body: 'Een van uw herstelcodes is gebruikt bij {domain}. Deze kan niet nog eens worden gebruikt.',
    },
    'recovery-codes-made': {
      title: 'Nieuwe herstelcodes',
      body: 'Er zijn nieuwe herstelcodes gemaakt voor uw account bij {domain}. De vorige gelden niet meer.',
    },
    'new-device': {
      title: 'Aanmelding met een nieuw apparaat',
      body: 'Iemand heeft zich bij uw account op {domain} aangemeld met een browser die daar niet eerder is gebruikt.',
    },
  },
  eventAdvice:
    'Was u het zelf, dan hoeft u niets te doen. Zo niet, wijzig dan meteen uw wachtwoord en waarschuw uw beheerder.',
  details: {
    factor: 'Methode',
    name: 'Naam',
    device: 'Apparaat',
    time: 'Tijd',
    left: 'Resterende codes',
    address: 'IP-adres',
  },
  factors: {
    totp: 'Eenmalig wachtwoord',
    webauthn: 'Beveiligingssleutel of passkey',
    duo: 'Bevestiging op de telefoon',
  },
  unknownDevice: 'Een onbekende browser',
  code: {
    title: 'Bevestig uw identiteit',
    body: 'Voer deze code in waar erom werd gevraagd, om bij {domain} te bevestigen dat u het bent:',
    lifespan: 'De code geldt één keer, gedurende {lifespan}.',
    advice: 'Hebt u geen code aangevraagd, trek deze dan in en wijzig uw wachtwoord.',
    revoke: 'Code intrekken',
    secret: 'Geef de code aan niemand, ook niet aan iemand die zegt van de helpdesk te zijn.',
  },
  link: {
    title: 'Stel uw wachtwoord opnieuw in',
    body: 'Iemand heeft een nieuw wachtwoord aangevraagd voor uw account bij {domain}. Was u het, kies het dan hier:',
    lifespan: 'De link geldt één keer, gedurende {lifespan}.',
    advice: 'Was u het niet, trek de link dan in. Uw wachtwoord blijft zoals het is.',
    revoke: 'Link intrekken',
    action: 'Kies een nieuw wachtwoord',
  },
  footer: 'U ontvangt deze e-mail vanwege uw account bij {domain}.',
};
