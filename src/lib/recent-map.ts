/** A map that keeps about the most recently used entries, and never more than its limit. */
export interface RecentMap<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
  delete(key: string): void;
  clear(): void;
  /** All that is kept, in no order. */
  entries(): Iterable<readonly [string, Value]>;
  readonly size: number;
}

/**
 * A map of at most so many entries (at least two). It holds two generations: what is used moves to the young one, and when that is half the limit, the
 * old one is dropped as a whole and the young one grows old. So a use costs nothing but a look-up, and what was used lately stays.
 */
export function createRecentMap<Value>(limit: number): RecentMap<Value> {
  const half = Math.max(1, Math.floor(limit / 2));
  let young = new Map<string, Value>();
  let old = new Map<string, Value>();

  function add(key: string, value: Value): void {
    young.set(key, value);
    if (young.size < half) return;
    old = young;
    young = new Map();
  }

  return {
    get(key) {
      const fresh = young.get(key);
      if (fresh !== undefined) return fresh;
      const aged = old.get(key);
      if (aged === undefined) return undefined;
      old.delete(key);
      add(key, aged);
      return aged;
    },
    set(key, value) {
      old.delete(key);
      add(key, value);
    },
    delete(key) {
      young.delete(key);
      old.delete(key);
    },
    clear() {
      young = new Map();
      old = new Map();
    },
    *entries() {
      yield* young;
      yield* old;
    },
    get size() {
      return young.size + old.size;
    },
  };
}
