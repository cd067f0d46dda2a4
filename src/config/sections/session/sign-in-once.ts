import { boolean } from '../../notations/boolean.ts';
import { Misread, type Notation } from '../../notations/notation.ts';
import type { Report } from '../../section.ts';
import type { SessionConfig } from '../session.ts';
import { cookieDomain } from './cookie-domain.ts';

/** `sign_in_once`: yes, no, or the domain to sign in at. */
export const signInOnce: Notation<boolean | string> = {
  jsonSchema: { type: ['boolean', 'string'] },
  read(raw) {
    const value = boolean.read(raw);
    return value instanceof Misread ? cookieDomain.read(raw) : value;
  },
};

/** Every portal must be known by its URL, and the home must be one of several. */
export function checkSignInOnce({ sign_in_once, cookies }: SessionConfig, report: Report): void {
  if (sign_in_once === undefined) return;
  const wrong = (message: string, hint: string) =>
    report({ path: ['sign_in_once'], severity: 'error', message, hint });
  if (!cookies.some(({ domain }) => domain === sign_in_once)) {
    wrong(
      `${sign_in_once} is none of the cookie domains.`,
      `Write true, or one of ${cookies.map(({ domain }) => domain).join(', ')}.`,
    );
  }
  const unknown = cookies.find(({ authelia_url }) => authelia_url === undefined);
  if (unknown !== undefined) {
    wrong(
      `The portal of ${unknown.domain} is not known, so nobody can be sent there.`,
      'Write authelia_url for every cookie domain.',
    );
  }
  if (cookies.length > 1) return;
  report({
    path: ['sign_in_once'],
    severity: 'warning',
    message: 'There is one cookie domain only, so there is nothing to carry a sign-in to.',
  });
}
