import type { IncomingMessage } from 'node:http';
import { engineCookies } from '../provider-configuration.ts';
import { cookiesBesides } from './cookies-besides.ts';

/**
 * Whether the interrupted request of that id is this browser's, which then has its cookie. Every other such cookie goes: the engine goes on with the
 * request that the cookie names, whatever the address says, and what was looked at here would be another one.
 */
export function keepResumeCookie(incoming: Pick<IncomingMessage, 'headers'>, id: string): boolean {
  const { headers } = incoming;
  const own = `${engineCookies.resume}=${id}`;
  const isThere = (headers.cookie ?? '').split(';').some((pair) => pair.trim() === own);
  headers.cookie = [...cookiesBesides(headers.cookie, engineCookies.resume), ...(isThere ? [own] : [])].join(
    '; ',
  );
  return isThere;
}
