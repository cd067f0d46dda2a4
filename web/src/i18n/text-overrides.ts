import type { MessageId } from './message-id.ts';
import { enSettings } from './settings-texts/en.ts';
import { en } from './texts/en.ts';

/** Which of our texts an Authelia phrase (a key of its `portal.json`) stands for, where both mean the same. */
export const autheliaPhrases: Readonly<Record<string, readonly MessageId[]>> = {
  'Sign in': ['sign-in-title', 'sign-in'],
  Username: ['user-name'],
  Password: ['password'],
  'Remember me': ['remember-me'],
  'Reset password?': ['forgot-password'],
  'Incorrect username or password': ['wrong-credentials'],
  Authenticated: ['signed-in-title'],
  Logout: ['sign-out'],
  'Sign out': ['sign-out', 'sign-out-title'],
  "You're being signed out and redirected": ['signing-out'],
  'There was an issue signing out': ['sign-out-unavailable'],
  "The resource you're attempting to access requires two-factor authentication": ['second-factor-title'],
  'Privacy Policy': ['privacy-policy'],
};

/** Longer texts than this are no words for a page. */
const maxLength = 1000;

/**
 * The operator's own texts from a parsed `locales/<language>/portal.json` of `server.asset_path`: keys are our message ids or Authelia's
 * phrases, ours win. Whatever is not a text under a known key is left out.
 */
export function textOverridesFrom(portalJson: unknown): Readonly<Record<string, string>> {
  if (typeof portalJson !== 'object' || portalJson === null || Array.isArray(portalJson)) return {};
  const texts = Object.entries(portalJson).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && entry[1].length <= maxLength,
  );
  const fromPhrases = texts.flatMap(([key, text]) => {
    const ids = Object.hasOwn(autheliaPhrases, key) ? autheliaPhrases[key] : undefined;
    return (ids ?? []).map((id) => [id, text] as const);
  });
  const fromIds = texts.filter(([key]) => Object.hasOwn(en, key) || Object.hasOwn(enSettings, key));
  return Object.fromEntries([...fromPhrases, ...fromIds]);
}
