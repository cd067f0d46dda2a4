import type { Session } from './session.ts';
import type { SessionKey, SessionStore } from './store.ts';

type EndingStore = Pick<SessionStore, 'findByUser' | 'remove'>;

/** Ends the sessions of one sign-in at all the cookie domains that it was carried to; gives how many ended. */
export async function endSignIn(
  store: EndingStore,
  { username, signInId }: Pick<Session, 'username' | 'signInId'>,
): Promise<number> {
  let count = 0;
  for (;;) {
    const all = await store.findByUser(username);
    const same = all.filter(({ session }) => session.signInId === signInId);
    const ended = (await Promise.all(same.map(({ key }) => store.remove(key)))).filter(Boolean).length;
    // Looked for once more where some ended: the sign-in may have been carried further meanwhile.
    if (ended === 0) return count;
    count += ended;
  }
}

/** Whether the sign-in of a session has another session than the one under that key. */
export async function lastsElsewhere(
  store: EndingStore,
  { username, signInId }: Pick<Session, 'username' | 'signInId'>,
  ownKey: SessionKey,
): Promise<boolean> {
  const all = await store.findByUser(username);
  return all.some(({ key, session }) => key !== ownKey && session.signInId === signInId);
}

/** Ends the session of a key, and with it its sign-in elsewhere; a store that can remembers it where it cannot be done now. */
export async function endWithSignIn(
  store: EndingStore & Pick<SessionStore, 'load' | 'endWithSignIn'>,
  key: SessionKey,
): Promise<void> {
  if (store.endWithSignIn !== undefined) return store.endWithSignIn(key);
  const session = await store.load(key);
  await store.remove(key);
  if (session !== undefined) await endSignIn(store, session);
}

/**
 * Ends the session of a user that has that public id, and with it its sign-in elsewhere; gives whether there was one. A raise meanwhile gives it
 * another id, and it stays.
 */
export async function endById(store: EndingStore, username: string, id: string): Promise<boolean> {
  const found = (await store.findByUser(username)).find(({ session }) => session.id === id);
  return found === undefined ? false : (await endSignIn(store, found.session)) > 0;
}
