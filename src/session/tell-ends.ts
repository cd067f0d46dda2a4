import type { Session } from './session.ts';
import type { SessionKey, SessionStore } from './store.ts';

/** Hears of a session that somebody ends before its time: by signing out, a list of sessions, a command, a new password. */
export type EndObserver = (session: Session) => Promise<void>;

/** The part of a store that ends sessions. */
export type EndingStore = Pick<
  SessionStore,
  'load' | 'findByUser' | 'remove' | 'removeByUser' | 'endWithSignIn'
>;

/**
 * A store that tells of every session before it is ended: where telling fails nothing is ended, and whoever asked hears of it and can ask
 * again.
 */
export function tellEnds(store: EndingStore, onEnded: EndObserver | undefined): EndingStore {
  if (onEnded === undefined) return store;
  const endWithSignIn = store.endWithSignIn?.bind(store);
  const tell = async (key: SessionKey) => {
    const session = await store.load(key);
    if (session !== undefined) await onEnded(session);
  };
  return {
    ...(endWithSignIn === undefined
      ? {}
      : {
          async endWithSignIn(key) {
            await tell(key);
            return endWithSignIn(key);
          },
        }),
    load: (key) => store.load(key),
    findByUser: (username) => store.findByUser(username),
    async remove(key) {
      await tell(key);
      return store.remove(key);
    },
    async removeByUser(username, except = []) {
      const sessions = await store.findByUser(username);
      const ending = sessions.filter(({ key }) => !except.includes(key));
      await Promise.all(ending.map(({ session }) => onEnded(session)));
      return store.removeByUser(username, except);
    },
  };
}
