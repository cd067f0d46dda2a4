/** What an Authorization or Proxy-Authorization header says (RFC 9110 §11.4). */
export type Authorization =
  | { readonly scheme: 'basic'; readonly username: string; readonly password: string }
  | { readonly scheme: 'bearer'; readonly token: string }
  | { readonly scheme: 'malformed' };

const malformed: Authorization = { scheme: 'malformed' };
const base64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** Reads the value of such a header; `malformed` for another scheme, and for Basic credentials that are not as RFC 7617 §2 has them. */
export function parseAuthorization(rawValue: string): Authorization {
  const space = rawValue.indexOf(' ');
  if (space === -1) return malformed;
  const scheme = rawValue.slice(0, space).toLowerCase();
  const rawCredentials = rawValue.slice(space + 1).trim();
  if (scheme === 'bearer') return { scheme: 'bearer', token: rawCredentials };
  return scheme === 'basic' ? parseBasic(rawCredentials) : malformed;
}

/** Both the name and the password must be there; the first colon parts them. */
function parseBasic(rawCredentials: string): Authorization {
  if (!base64.test(rawCredentials) || rawCredentials.length % 4 !== 0) return malformed;
  const text = decodeUtf8(Buffer.from(rawCredentials, 'base64'));
  const colon = text?.indexOf(':') ?? -1;
  if (text === undefined || colon < 1 || colon === text.length - 1) return malformed;
  return { scheme: 'basic', username: text.slice(0, colon), password: text.slice(colon + 1) };
}

function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
