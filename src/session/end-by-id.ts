import type { SessionStore } from './store.ts';

/** Ends the session of a user that has that public id; gives whether there was one. A raise meanwhile gives it another id, and it stays. */
export async function endById(
  store: Pick<SessionStore, 'findByUser' | 'remove'>,
  username: string,
  id: string,
): Promise<boolean> {
  const found = (await store.findByUser(username)).find(({ session }) => session.id === id);
  return found === undefined ? false : store.remove(found.key);
}
