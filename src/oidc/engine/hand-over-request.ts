import type { IncomingMessage } from 'node:http';
import { engineCookies } from '../provider-configuration.ts';
import { cookiesBesides } from './cookies-besides.ts';
import type { EngineSignIn } from './sign-in-context.ts';

/**
 * Makes a request what the engine may see: the issuer's own scheme and host whatever the browser or a proxy sent, the path without the base path,
 * and in the place of the engine's session cookie one that stands for the portal's sign-in, or none.
 */
export function handOverRequest(
  incoming: IncomingMessage,
  {
    issuer,
    target,
    signIn,
  }: { readonly issuer: string; readonly target: string; readonly signIn: EngineSignIn | undefined },
): void {
  const { host, protocol, pathname } = new URL(issuer);
  const { headers } = incoming;
  headers.host = host;
  headers['x-forwarded-host'] = host;
  headers['x-forwarded-proto'] = protocol.slice(0, -1);
  headers.cookie = cookiesWith(headers.cookie, signIn);
  incoming.url = target;
  // The engine makes its own URLs from this one.
  Object.assign(incoming, { originalUrl: `${pathname === '/' ? '' : pathname}${target}` });
}

function cookiesWith(header: string | undefined, signIn: EngineSignIn | undefined): string {
  const own = signIn === undefined ? [] : [`${engineCookies.session}=${signIn.cookieValue}`];
  return [...cookiesBesides(header, engineCookies.session), ...own].join('; ');
}
