import { escapeHtml } from './escape-html.ts';

/** What there is to try, as HTML; `urlOf` gives the address of a host by its first word, safe in an attribute. */
export function renderTour(urlOf: (name: string) => string): string {
  const link = (name: string, words: string, path = '/') =>
    `<a href="${urlOf(name)}${path}">${escapeHtml(words)}</a>`;
  const steps = [
    `Open the ${link('app', 'guarded page')} and sign in as <code>alice</code> with the password <code>wonderland</code>: one factor.`,
    `Open the ${link('vault', 'vault')}: it asks for a second one, and leads you to where you set up an authenticator app. The code that you are asked for before is in the ${link('mail', 'mailbox')}. Keep the recovery codes that you are shown.`,
    `Add a passkey in the ${link('auth', 'settings', '/settings/two-factor-authentication')}, sign out, and sign in with it alone. In this demonstration a passkey counts as two factors where the device has asked you for a PIN, a finger or a face (<code>webauthn.experimental_enable_passkey_uv_two_factors</code>); by default it is one, and the vault asks for the password after it.`,
    `Open the ${link('notes', 'notes')}: an application that signs people in itself, by OpenID Connect. You are asked what it may know of you; what you agreed to is in the ${link('auth', 'settings', '/settings/applications')}, where you take it back. Sign out of the notes, and you are signed out everywhere.`,
    'Lose it all: sign in with the password, choose another way of proving who you are, give one of the recovery codes, and set up anew.',
    `Forget the password: ${link('auth', 'ask for a new one', '/reset-password/step1')}. The link is in the mailbox.`,
  ];
  return `<h2>What to try</h2>
<ol>
${steps.map((step) => `<li>${step}</li>`).join('\n')}
</ol>`;
}
