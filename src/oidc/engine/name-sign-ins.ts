import type { Provider } from 'oidc-provider';
import type { Hmac } from '../../lib/hmac.ts';
import { replaceMethod } from './replace-method.ts';

/** The part of the engine's session that is looked at here. */
interface NamingSession {
  readonly uid: string;
  sidFor(clientId: string, value?: string): string | undefined;
}

/**
 * What a client knows a sign-in by (`sid`) is the same in all requests of it. The engine makes it up at the first one, and of several first ones that come
 * at once only one is remembered: the ID tokens of the others would name a sign-in whose end nobody could tell of.
 */
export function nameSignIns({ Session }: Provider, hash: Hmac): void {
  replaceMethod(
    Session.prototype,
    'ensureClientContainer',
    () =>
      (session: NamingSession, clientId: string): void => {
        if (session.sidFor(clientId) !== undefined) return;
        session.sidFor(clientId, hash(`sid\n${session.uid}\n${clientId}`));
      },
  );
}
