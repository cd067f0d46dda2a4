import { AppError } from '../../src/lib/app-error.ts';
import type { SessionStore } from '../../src/session/store.ts';

type Method = Exclude<
  keyof SessionStore,
  'isRemote' | 'count' | 'findNewest' | 'loadFresh' | 'peek' | 'endWithSignIn' | 'watch'
>;

/** A memory store that behaves as if it were far away: every call takes a turn (or what `journey` takes), is counted, and fails while it is away. */
export interface RemoteStore extends SessionStore {
  /** Whether every call fails, or those of one method. */
  isAway: boolean | Method;
  readonly calls: Record<Method, number>;
}

/** Puts a store far away. `journey` is waited for before each call and after it. */
export function createRemoteStore(
  store: SessionStore,
  journey: () => Promise<unknown> = () => Promise.resolve(),
): RemoteStore {
  const calls: RemoteStore['calls'] = {
    load: 0,
    save: 0,
    replace: 0,
    move: 0,
    touch: 0,
    remove: 0,
    findByUser: 0,
    removeByUser: 0,
    check: 0,
    close: 0,
  };
  async function travel<Result>(method: Method, work: () => Promise<Result>): Promise<Result> {
    calls[method] += 1;
    await journey();
    if (remote.isAway === true || remote.isAway === method)
      throw new AppError('session-store-unavailable', 'away');
    const result = await work();
    await journey();
    return result;
  }
  const remote: RemoteStore = {
    isRemote: true,
    isAway: false,
    calls,
    load: (key) => travel('load', () => store.load(key)),
    save: (key, session, expiresAtMs) => travel('save', () => store.save(key, session, expiresAtMs)),
    replace: (key, session) => travel('replace', () => store.replace(key, session)),
    move: (from, to, session) => travel('move', () => store.move(from, to, session)),
    touch: (activity) => travel('touch', () => store.touch(new Map(activity))),
    remove: (key) => travel('remove', () => store.remove(key)),
    findByUser: (username) => travel('findByUser', () => store.findByUser(username)),
    removeByUser: (username, except) => travel('removeByUser', () => store.removeByUser(username, except)),
    check: () => travel('check', () => store.check()),
    close: () => travel('close', () => store.close()),
  };
  return remote;
}
