import type { IncomingMessage } from 'node:http';
import { engineCookies } from '../provider-configuration.ts';

/**
 * Whether the interrupted request of that id is this browser's, which then has its cookie. Every other such cookie goes: the engine goes on with the
 * request that the cookie names, whatever the address says, and what was looked at here would be another one.
 */
export function keepResumeCookie(incoming: Pick<IncomingMessage, 'headers'>, id: string): boolean {
  const pairs = (incoming.headers.cookie ?? '').split(';').map((pair) => pair.trim());
  const isResume = (pair: string) => pair.split('=')[0]?.trim() === engineCookies.resume;
  const own = `${engineCookies.resume}=${id}`;
  const isThere = pairs.includes(own);
  const others = pairs.filter((pair) => pair !== '' && !isResume(pair));
  incoming.headers.cookie = [...others, ...(isThere ? [own] : [])].join('; ');
  return isThere;
}
