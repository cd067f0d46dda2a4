import { isLocalhostName } from './host.ts';
import { misread, type Notation } from './notation.ts';

/** An absolute URL of a portal or page: https, or http where browsers treat the host as secure (departures.md §3). */
export const secureUrl: Notation<string> = url(
  'Write an absolute https:// URL such as https://auth.example.com.',
  (parsed) =>
    parsed.protocol === 'https:' || (parsed.protocol === 'http:' && isLocalhostName(parsed.hostname)),
);

/** An absolute https URL. */
export const httpsUrl: Notation<string> = url(
  'Write an absolute URL that starts with https://.',
  (parsed) => parsed.protocol === 'https:',
);

/** An absolute http or https URL. */
export const webUrl: Notation<string> = url(
  'Write an absolute URL that starts with https:// or http://.',
  (parsed) => parsed.protocol === 'https:' || parsed.protocol === 'http:',
);

/** A URL, ready as it was written. The message never shows it: a URL may hold a password. */
function url(hint: string, isAllowed: (parsed: URL) => boolean): Notation<string> {
  return {
    jsonSchema: { title: 'URL', type: 'string' },
    read(raw) {
      // The parser of browsers mends backslashes, spaces and missing slashes; a configuration must not need it.
      if (typeof raw !== 'string' || !/^[a-z]+:\/\/[^\s\\/?#][^\s\\]*$/i.test(raw) || !URL.canParse(raw)) {
        return misread('This is not an absolute URL.', hint);
      }
      const parsed = new URL(raw);
      if (parsed.username !== '' || parsed.password !== '') {
        return misread('A URL with a user name or password is not possible here.', hint);
      }
      return isAllowed(parsed) ? raw : misread(`A URL with ${parsed.protocol}// is not possible here.`, hint);
    },
  };
}
