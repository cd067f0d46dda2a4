/** Gives what was made of a thing, and makes it anew when that is another one. */
export function rememberLatest<Key, Value>(key: () => Key, make: (key: Key) => Value): () => Value {
  let known: { readonly key: Key; readonly value: Value } | undefined;
  return () => {
    const latest = key();
    if (known === undefined || known.key !== latest) known = { key: latest, value: make(latest) };
    return known.value;
  };
}
