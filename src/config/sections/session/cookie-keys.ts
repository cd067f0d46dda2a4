import { choice } from '../../notations/choice.ts';
import { readDuration, switchableDuration } from '../../notations/duration.ts';
import { keys } from '../../notations/group.ts';
import { optional, required } from '../../notations/key.ts';
import { Misread, misread, type Notation } from '../../notations/notation.ts';
import { text } from '../../notations/text.ts';
import { secureUrl } from '../../notations/url.ts';
import type { Milliseconds } from '../../notations.ts';
import { cookieDomain } from './cookie-domain.ts';

/** The hard limit where none, or one that is not positive, is written (behaviour.md §3.4). */
export const defaultExpiration: Milliseconds = 3_600_000;

/** A token of RFC 6265 §4.1.1. `__Host-` cookies (RFC 6265bis §4.1.3.2) can have no domain, which ours need. */
export const cookieName: Notation<string> = {
  jsonSchema: text.jsonSchema,
  read(raw) {
    const name = text.read(raw);
    if (name instanceof Misread) return name;
    if (!/^[\w!#$%&'*+.^`|~-]+$/.test(name)) {
      return misread(
        'A cookie cannot have this name.',
        'Write letters, digits, "_" and "-" only, such as authelia_session.',
      );
    }
    if (!/^__host-/i.test(name)) return name;
    return misread('Browsers refuse a __Host- cookie that has a domain.', 'Write a name without __Host-.');
  },
};

/** `expiration`: what is not positive means the default. */
export const expiration: Notation<Milliseconds> = {
  jsonSchema: switchableDuration.jsonSchema,
  read(raw) {
    const value = readDuration(raw);
    return value instanceof Misread || value > 0 ? value : defaultExpiration;
  },
};

/** `same_site`. */
export const sameSite = choice('none', 'lax', 'strict');

/** One entry of `session.cookies` (behaviour.md §3.6); what it leaves out comes from the `session` level. */
export const cookieEntry = keys({
  domain: required(
    cookieDomain,
    'The domain whose cookie this is: it and all hosts below it share the session.',
    'Write the domain that your applications share, such as example.com.',
  ),
  authelia_url: required(
    secureUrl,
    'The URL of the portal, under the domain.',
    'Write the URL under which people reach the portal, such as https://auth.example.com.',
  ),
  default_redirection_url: optional(secureUrl, 'Where people go who sign in without coming from anywhere.'),
  name: optional(cookieName, "The cookie's name, instead of session.name."),
  same_site: optional(sameSite, 'Instead of session.same_site.'),
  expiration: optional(expiration, 'Instead of session.expiration.'),
  inactivity: optional(switchableDuration, 'Instead of session.inactivity.'),
  remember_me: optional(switchableDuration, 'Instead of session.remember_me.'),
});
