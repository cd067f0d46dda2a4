import type { SessionKey } from '../../store.ts';

/** Which sessions belong to whom. */
export interface UserIndex {
  add(username: string, key: SessionKey): void;
  remove(username: string, key: SessionKey): void;
  keysOf(username: string): readonly SessionKey[];
  clear(): void;
}

/** An index that holds one key bare and several in a plain list: most users have one session, and each list or set is memory of its own. */
export function createUserIndex(): UserIndex {
  const keysByUser = new Map<string, SessionKey | readonly SessionKey[]>();
  const keysOf = (username: string): readonly SessionKey[] => {
    const known = keysByUser.get(username) ?? [];
    return typeof known === 'string' ? [known] : known;
  };
  const set = (username: string, keys: readonly SessionKey[]): void => {
    const [first] = keys;
    if (first === undefined) keysByUser.delete(username);
    else keysByUser.set(username, keys.length === 1 ? first : keys);
  };
  return {
    keysOf,
    add: (username, key) => set(username, [...keysOf(username), key]),
    remove: (username, key) =>
      set(
        username,
        keysOf(username).filter((other) => other !== key),
      ),
    clear: () => keysByUser.clear(),
  };
}
