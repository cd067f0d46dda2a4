import type { Provider } from 'oidc-provider';
import type { Hmac } from '../../lib/hmac.ts';

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
  Object.assign(Session.prototype, {
    ensureClientContainer(this: NamingSession, clientId: string): void {
      if (this.sidFor(clientId) !== undefined) return;
      this.sidFor(clientId, hash(`sid\n${this.uid}\n${clientId}`));
    },
  });
}
