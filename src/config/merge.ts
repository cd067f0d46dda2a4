import type { RawEntry, RawMap } from './raw-tree.ts';
import { isNothing } from './raw-tree.ts';

/**
 * Lays one configuration over another (behaviour.md §4.1): maps are merged deeply, anything else is replaced whole, the later
 * wins. A key with nothing after it says nothing: it neither hides nor empties what an earlier source gave.
 */
export function merge(base: RawMap, over: RawMap): RawMap {
  const entries = new Map(base.entries);
  for (const [key, entry] of over.entries) entries.set(key, mergeEntry(entries.get(key), entry));
  return { ...base, entries };
}

function mergeEntry(base: RawEntry | undefined, over: RawEntry): RawEntry {
  if (base === undefined) return over;
  if (isNothing(over.value)) return base;
  if (base.value.kind !== 'map' || over.value.kind !== 'map') return over;
  // Where something is missing in the map, its first heading is where an operator will want to write it.
  return { ...base, value: merge(base.value, over.value) };
}
