/** So many different values are remembered: more of them are not worth sharing. */
const mostValues = 1000;

/** Makes values that are alike the same one, so that a million sessions do not hold a million lists of the same two groups. */
export interface ValuePool {
  /** The value itself, or an earlier one that says the same. Plain data that nobody changes. */
  readonly share: <Value extends string | object | undefined>(value: Value) => Value;
}

/** A pool that forgets all when it is full: what was shared stays shared. */
export function createValuePool(): ValuePool {
  const known = new Map<string, unknown>();
  return {
    share<Value extends string | object | undefined>(value: Value): Value {
      if (value === undefined) return value;
      const name = JSON.stringify(value);
      const same = known.get(name);
      // What has the same JSON is of the same form: only plain data comes here.
      if (same !== undefined) return same as Value;
      if (known.size >= mostValues) known.clear();
      known.set(name, value);
      return value;
    },
  };
}
