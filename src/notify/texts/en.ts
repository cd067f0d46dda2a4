import type { MailTexts } from './mail-texts.ts';

/** The texts of the mails in English. */
export const en: MailTexts = {
  greeting: 'Hello {name},',
  events: {
    'password-changed': {
      title: 'Password changed successfully',
      body: 'The password of your account at {domain} was changed.',
    },
    'password-reset': {
      title: 'Password changed successfully',
      body: 'The password of your account at {domain} was reset with a link from a mail.',
    },
    'second-factor-added': {
      title: 'Second Factor Method Added',
      body: 'Another way to confirm that it is you was added to your account at {domain}.',
    },
    'second-factor-removed': {
      title: 'Second Factor Method Removed',
      body: 'A way to confirm that it is you was removed from your account at {domain}.',
    },
    'recovery-code-used': {
      title: 'Recovery code used',
      body: 'One of your recovery codes was used at {domain}. It cannot be used again.',
    },
    'recovery-codes-made': {
      title: 'New recovery codes',
      body: 'New recovery codes were made for your account at {domain}. The ones before are worth nothing any more.',
    },
    'new-device': {
      title: 'Sign-in from a new device',
      body: 'Somebody signed in to your account at {domain} with a browser that was not used there before.',
    },
  },
  eventAdvice:
    'If it was you, there is nothing to do. If it was not, change your password right away and tell your administrator.',
  details: {
    factor: 'Method',
    name: 'Name',
    device: 'Device',
    time: 'Time',
    left: 'Codes left',
    address: 'IP address',
  },
  factors: { totp: 'One-time password', webauthn: 'Security key or passkey', duo: 'Mobile push' },
  unknownDevice: 'A browser that is not known',
  code: {
    title: 'Confirm your identity',
    body: 'Enter this code where you were asked for it, to confirm that it is you at {domain}:',
    lifespan: 'It is good once, for {lifespan}.',
    advice: 'If you did not ask for a code, revoke this one and change your password.',
    revoke: 'Revoke the code',
    secret: 'Give it to nobody, not even to somebody who says they are from support.',
  },
  link: {
    title: 'Reset your password',
    body: 'Somebody asked for a new password for your account at {domain}. If it was you, choose one here:',
    lifespan: 'The link is good once, for {lifespan}.',
    advice: 'If it was not you, revoke the link. Your password stays as it is.',
    revoke: 'Revoke the link',
    action: 'Choose a new password',
  },
  footer: 'This mail was sent because of your account at {domain}.',
};
