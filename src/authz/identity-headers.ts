import type { Identity } from './identity.ts';

type Headers = readonly (readonly [name: string, value: string])[];

/** What an answer without a person carries: an empty value lets a proxy wipe what a client has sent under these names. */
const nobodysHeaders: Headers = Object.freeze([
  ['Remote-User', ''],
  ['Remote-Groups', ''],
  ['Remote-Name', ''],
  ['Remote-Email', ''],
] as const);

const plainValue = /^[\x20-\x7e]*$/;

/** The four headers that tell the application who is there (behaviour.md §2.4); all four always (departures.md §3). A client is nobody. */
export function identityHeaders(identity: Identity | undefined): Headers {
  if (identity?.username === undefined) return nobodysHeaders;
  return [
    ['Remote-User', headerValue(identity.username)],
    ['Remote-Groups', groupList(identity.groups)],
    ['Remote-Name', headerValue(identity.displayName)],
    ['Remote-Email', headerValue(identity.emails[0] ?? '')],
  ];
}

/** Comma joined, without spaces. A name with a comma would read as two groups, so it is left out: it could be made to name another. */
function groupList(groups: readonly string[]): string {
  return headerValue(groups.filter((group) => !group.includes(',')).join(','));
}

/**
 * Text as a header value: control characters become spaces, so that nothing can end the header, and the rest its UTF-8 bytes, each
 * standing as the Latin-1 character that goes out as that byte.
 */
function headerValue(text: string): string {
  if (plainValue.test(text)) return text;
  return Buffer.from(text.replace(/\p{Cc}/gu, ' '), 'utf8').toString('latin1');
}
