import type { EdgeTrust } from './forwarded.ts';
import { headerValues, type RawRequest } from './raw-request.ts';

/** The headers by which a proxy of ours tells what it was asked for, as sent; an empty one counts as absent (behaviour.md §2.1). */
export interface ForwardedFields {
  readonly proto: string | undefined;
  readonly host: string | undefined;
  readonly uri: string | undefined;
  readonly method: string | undefined;
  readonly originalUrl: string | undefined;
  readonly originalMethod: string | undefined;
  /** `X-Authelia-URL`: the portal to send people to. */
  readonly portalUrl: string | undefined;
}

/** Why forwarded headers cannot be believed even from a proxy of ours (departures.md §3). */
export type ForwardedProblem = 'duplicate-header' | 'header-named-in-connection';

const fieldByName: ReadonlyMap<string, keyof ForwardedFields> = new Map([
  ['x-forwarded-proto', 'proto'],
  ['x-forwarded-host', 'host'],
  ['x-forwarded-uri', 'uri'],
  ['x-forwarded-method', 'method'],
  ['x-original-url', 'originalUrl'],
  ['x-original-method', 'originalMethod'],
  ['x-authelia-url', 'portalUrl'],
]);

/** What an untrusted peer's headers amount to. */
const nothing: ForwardedFields = Object.freeze({
  proto: undefined,
  host: undefined,
  uri: undefined,
  method: undefined,
  originalUrl: undefined,
  originalMethod: undefined,
  portalUrl: undefined,
});

/**
 * Reads the forwarded headers. Those of a peer that is no proxy of ours are as good as absent. Spellings with underscores are other
 * headers altogether and never read. One that stands twice, or that the Connection header names (so that a proxy on the way
 * may have dropped or kept it), makes the whole request unbelievable.
 */
export function readForwardedFields(
  request: RawRequest,
  trust: EdgeTrust,
): ForwardedFields | ForwardedProblem {
  if (!trust.isTrusted(request.peerAddress)) return nothing;
  if (namesForwardedHeader(headerValues(request, 'connection'))) return 'header-named-in-connection';
  const found: Record<keyof ForwardedFields, string | undefined> = { ...nothing };
  const headers = request.rawHeaders;
  for (let index = 0; index < headers.length; index += 2) {
    const field = fieldOf(headers[index] ?? '');
    if (field === undefined) continue;
    if (found[field] !== undefined) return 'duplicate-header';
    found[field] = headers[index + 1] ?? '';
  }
  return withoutEmpty(found);
}

/** Only names that begin with `x-` are worth comparing: this runs for every header of every request. */
function fieldOf(rawName: string): keyof ForwardedFields | undefined {
  const isExtension = (rawName.charCodeAt(0) | 0x20) === 0x78 && rawName.charCodeAt(1) === 0x2d;
  return isExtension ? fieldByName.get(rawName.toLowerCase()) : undefined;
}

function withoutEmpty(found: ForwardedFields): ForwardedFields {
  return {
    proto: found.proto || undefined,
    host: found.host || undefined,
    uri: found.uri || undefined,
    method: found.method || undefined,
    originalUrl: found.originalUrl || undefined,
    originalMethod: found.originalMethod || undefined,
    portalUrl: found.portalUrl || undefined,
  };
}

/**
 * Whether the Connection header names a header that tells of the request: RFC 9110 §7.6.1 has every intermediary drop the headers named
 * there, so a client could take away what a proxy added.
 */
export function namesForwardedHeader(rawConnectionHeaders: readonly string[]): boolean {
  return rawConnectionHeaders.some(
    (value) => value.length > 10 && /(?:^|[,\s])x[-_](?:forwarded|original|authelia)[-_]/i.test(value),
  );
}
