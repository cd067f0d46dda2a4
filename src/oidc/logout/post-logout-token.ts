import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { tlsClientOptions } from '../../lib/tls-client-options.ts';

/** A logout token on its way. */
export interface LogoutPost {
  /** As the operator wrote it: nobody else can name an address. */
  readonly url: string;
  readonly token: string;
  readonly signal: AbortSignal;
  /** PEM certificates to trust besides the system's. */
  readonly trustedCertificates: readonly string[];
}

/**
 * Posts a logout token (OpenID Connect Back-Channel Logout §2.5) to that address and no other: no redirect is followed, no proxy asked, and nothing of
 * the answer read but its status, which it gives. Rejects where there is no answer; the token is not in the error.
 */
export function postLogoutToken(post: LogoutPost): Promise<number> {
  const url = new URL(post.url);
  const body = new URLSearchParams({ logout_token: post.token }).toString();
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  const options = {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-www-form-urlencoded',
      'Content-Length': Buffer.byteLength(body),
      Accept: '*/*',
    },
    signal: post.signal,
    agent: false,
  } as const;
  const { trustedCertificates } = post;
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const request =
    url.protocol === 'https:'
      ? httpsRequest(url, { ...options, ...tlsClientOptions(undefined, { host, trustedCertificates }) })
      : httpRequest(url, options);
  request.on('error', reject);
  request.on('response', (response) => {
    resolve(response.statusCode ?? 0);
    response.on('error', () => undefined);
    response.destroy();
  });
  request.end(body);
  return promise;
}
