import { BerReader } from 'ldapts';
import type { LdapEndpoint } from './open-connection.ts';

/** Said where a server sends its client to other servers for an operation (RFC 4511 §4.1.10). */
export class ReferralError extends Error {
  /** LDAP URLs (RFC 4516), all equally good. */
  readonly urls: readonly string[];

  constructor(urls: readonly string[], cause: unknown) {
    super(`the server refers to ${urls.length === 0 ? 'another, without saying which' : urls.join(', ')}`, {
      cause,
    });
    this.name = 'ReferralError';
    this.urls = urls;
  }
}

/** Where a referral leads. */
export interface ReferralTarget {
  readonly endpoint: LdapEndpoint;
  /** The entry there; undefined where it has the same DN. */
  readonly dn: string | undefined;
}

/** The tag of the referral in a result (RFC 4511 §4.1.9). */
const referralTag = 0xa3;

/** Reads the URLs of a referral out of the bytes of a response, which the client library leaves there. */
export function readReferralUrls(response: Buffer): readonly string[] {
  const reader = new BerReader(response);
  reader.readSequence();
  reader.readInt();
  reader.readSequence();
  reader.readEnumeration();
  reader.readString();
  reader.readString();
  if (reader.peek() !== referralTag) return [];
  reader.readSequence(referralTag);
  const urls: string[] = [];
  for (const end = reader.offset + reader.length; reader.offset < end; ) {
    const url = reader.readString();
    if (url === null) break;
    urls.push(url);
  }
  return urls;
}

/**
 * Where the first usable URL leads; undefined where none can be used. Our own password goes there: never over a connection that is less
 * protected than the one to the server that was configured.
 */
export function referralTarget(urls: readonly string[], from: LdapEndpoint): ReferralTarget | undefined {
  for (const text of urls) {
    const url = URL.parse(text);
    if (url === null || url.hostname === '' || !['ldap:', 'ldaps:'].includes(url.protocol)) continue;
    const isSecure = url.protocol === 'ldaps:';
    const dn = decodeURIComponent(url.pathname.slice(1));
    return {
      dn: dn === '' ? undefined : dn,
      endpoint: {
        address: {
          kind: 'tcp',
          scheme: isSecure ? 'ldaps' : 'ldap',
          host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
          port: url.port === '' ? (isSecure ? 636 : 389) : Number(url.port),
          path: '/',
        },
        start_tls: !isSecure && isProtected(from),
        tls: from.tls === undefined ? undefined : { ...from.tls, server_name: undefined },
        timeout: from.timeout,
      },
    };
  }
  return undefined;
}

function isProtected({ address, start_tls: startsTls }: LdapEndpoint): boolean {
  return startsTls || address.kind !== 'tcp' || address.scheme === 'ldaps';
}
