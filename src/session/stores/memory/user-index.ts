import type { SessionKey } from '../../store.ts';

/** Which sessions belong to whom. */
export interface UserIndex {
  add(username: string, key: SessionKey): void;
  remove(username: string, key: SessionKey): void;
  keysOf(username: string): readonly SessionKey[];
  clear(): void;
}

/** An index with a plain list a user: most have one or two sessions, and a set would take ten times the memory. */
export function createUserIndex(): UserIndex {
  const keysByUser = new Map<string, readonly SessionKey[]>();
  const keysOf = (username: string) => keysByUser.get(username) ?? [];
  return {
    keysOf,
    add(username, key) {
      keysByUser.set(username, [...keysOf(username), key]);
    },
    remove(username, key) {
      const left = keysOf(username).filter((other) => other !== key);
      if (left.length === 0) keysByUser.delete(username);
      else keysByUser.set(username, left);
    },
    clear: () => keysByUser.clear(),
  };
}
