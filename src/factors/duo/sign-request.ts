import { createHmac } from 'node:crypto';

/** A request to the Duo API, as it is signed. */
export interface SignedRequest {
  readonly method: 'GET' | 'POST';
  /** The API's host, with the port where it is not 443. */
  readonly host: string;
  readonly path: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Who signs. */
export interface DuoKeys {
  readonly integrationKey: string;
  readonly secretKey: string;
}

/** What goes with a request: its date and who signed it. */
export interface SignatureHeaders {
  readonly Date: string;
  readonly Authorization: string;
}

/**
 * Signs a request (Duo Auth API, "Authentication"): HTTP Basic with the integration key and, as the password, HMAC-SHA512 in hexadecimal over
 * the canonical request under the secret key.
 */
export function signRequest(
  request: SignedRequest,
  { integrationKey, secretKey }: DuoKeys,
  nowMs: number,
): SignatureHeaders {
  const date = formatDate(nowMs);
  const signature = createHmac('sha512', secretKey).update(canonicalRequest(request, date)).digest('hex');
  const credentials = Buffer.from(`${integrationKey}:${signature}`).toString('base64');
  return { Date: date, Authorization: `Basic ${credentials}` };
}

/** Date, method, host, path and parameters, a line each. */
export function canonicalRequest({ method, host, path, parameters }: SignedRequest, date: string): string {
  return [date, method, host.toLowerCase(), path, encodeParameters(parameters)].join('\n');
}

/** Names and values as RFC 3986 encodes them, sorted by name: what is signed is what is sent. */
export function encodeParameters(parameters: SignedRequest['parameters']): string {
  return Object.entries(parameters)
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map((pair) => pair.join('='))
    .join('&');
}

/** RFC 2822 §3.3, in UTC. */
function formatDate(nowMs: number): string {
  return new Date(nowMs).toUTCString().replace('GMT', '-0000');
}

/** All but letters, digits, `_`, `.`, `~` and `-`; `encodeURIComponent` leaves a few more. */
function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
