import { engineCookies, interactionSeconds } from '../provider-configuration.ts';

/** The Set-Cookie value by which the engine knows the browser that an interrupted request belongs to, as the engine writes it itself. */
export function resumeCookie(returnTo: string, uid: string): string {
  const { pathname, protocol } = new URL(returnTo);
  const secure = protocol === 'https:' ? '; Secure' : '';
  return `${engineCookies.resume}=${uid}; Path=${pathname}; Max-Age=${interactionSeconds}; HttpOnly; SameSite=Lax${secure}`;
}
