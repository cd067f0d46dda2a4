import type { Session } from './session.ts';
import type { SessionStore } from './store.ts';

type EndingStore = Pick<SessionStore, 'findByUser' | 'remove'>;

/** Ends the sessions of one sign-in at all the cookie domains that it was carried to; gives how many ended. */
export async function endSignIn(
  store: EndingStore,
  { username, signInId }: Pick<Session, 'username' | 'signInId'>,
): Promise<number> {
  const all = await store.findByUser(username);
  const same = all.filter(({ session }) => session.signInId === signInId);
  const ended = await Promise.all(same.map(({ key }) => store.remove(key)));
  return ended.filter(Boolean).length;
}

/**
 * Ends the session of a user that has that public id, and with it its sign-in elsewhere; gives whether there was one. A raise meanwhile gives it
 * another id, and it stays.
 */
export async function endById(store: EndingStore, username: string, id: string): Promise<boolean> {
  const found = (await store.findByUser(username)).find(({ session }) => session.id === id);
  return found === undefined ? false : (await endSignIn(store, found.session)) > 0;
}
