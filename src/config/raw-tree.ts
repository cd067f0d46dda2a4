/** Where a value was written. */
export type Origin =
  | {
      readonly kind: 'file';
      readonly file: string;
      /** From 1. */
      readonly line: number;
      /** From 1; undefined where a filter changed the line, so that the column would point at something else. */
      readonly column: number | undefined;
    }
  | { readonly kind: 'environment'; readonly variable: string };

/** A text, number or truth value. */
export interface RawScalar {
  readonly kind: 'scalar';
  readonly value: string | number | boolean | null;
  /** As it was written: `0640`, `1.10` and `yes` stay what they are for keys that hold text. */
  readonly text: string;
  readonly origin: Origin;
  /** A filter wrote it, maybe from a secret: no message quotes it. */
  readonly isGenerated?: boolean;
}

/** A list. */
export interface RawList {
  readonly kind: 'list';
  readonly items: readonly RawNode[];
  readonly origin: Origin;
}

/** A map from keys to values, in the order written. */
export interface RawMap {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, RawEntry>;
  readonly origin: Origin;
}

/** One key of a map with its value. */
export interface RawEntry {
  readonly keyOrigin: Origin;
  /** The dotted path under which the operator wrote it, where that is not where it stands now (a renamed key). */
  readonly writtenAs?: string;
  readonly value: RawNode;
}

/** A configuration as read, every value with its place. Never changed in place. */
export type RawNode = RawScalar | RawList | RawMap;

/** A step on the way to a value: a key of a map or a position in a list. */
export type Step = string | number;

/** A map with nothing in it. */
export function emptyMap(origin: Origin): RawMap {
  return { kind: 'map', entries: new Map(), origin };
}

/** Whether a value says nothing: `key:` with nothing after it, `~` or `null`. */
export function isNothing(node: RawNode): boolean {
  return node.kind === 'scalar' && node.value === null;
}

/** The entry at the path; undefined where there is none, or where a value on the way is no map. */
export function entryAt(map: RawMap, path: readonly string[]): RawEntry | undefined {
  let node: RawNode = map;
  let entry: RawEntry | undefined;
  for (const key of path) {
    if (node.kind !== 'map') return undefined;
    entry = node.entries.get(key);
    if (entry === undefined) return undefined;
    node = entry.value;
  }
  return entry;
}

/** The map with the entry set at the path; maps missing on the way are made, anything else on the way is replaced. */
export function withEntry(map: RawMap, path: readonly string[], entry: RawEntry): RawMap {
  const [key, ...rest] = path;
  if (key === undefined) return map;
  const entries = new Map(map.entries);
  if (rest.length === 0) entries.set(key, entry);
  else {
    const below = entries.get(key);
    const inner = below?.value.kind === 'map' ? below.value : emptyMap(entry.keyOrigin);
    const keyOrigin = below?.keyOrigin ?? entry.keyOrigin;
    entries.set(key, { ...below, keyOrigin, value: withEntry(inner, rest, entry) });
  }
  return { ...map, entries };
}

/** The map without the entry at the path. A map that then holds nothing stays: that it was written can mean something. */
export function withoutEntry(map: RawMap, path: readonly string[]): RawMap {
  const [key, ...rest] = path;
  const below = key === undefined ? undefined : map.entries.get(key);
  if (key === undefined || below === undefined) return map;
  const entries = new Map(map.entries);
  if (rest.length === 0) entries.delete(key);
  else if (below.value.kind === 'map') entries.set(key, { ...below, value: withoutEntry(below.value, rest) });
  return { ...map, entries };
}

/** What stands at a path or, where nothing does, what stands nearest above it. */
export interface Place {
  /** The value itself; undefined where nothing is written at the path. */
  readonly node: RawNode | undefined;
  /** The place of the value or, where there is none, of the nearest key above it. Undefined at the very top. */
  readonly origin: Origin | undefined;
  /** The place of the key (of the list item) itself. */
  readonly keyOrigin: Origin | undefined;
  readonly writtenAs: string | undefined;
}

/** Finds the place of a path. */
export function placeOf(root: RawMap, path: readonly Step[]): Place {
  let node: RawNode = root;
  let keyOrigin: Origin | undefined;
  let writtenAs: string | undefined;
  for (const step of path) {
    const next: { node: RawNode; keyOrigin: Origin; writtenAs?: string | undefined } | undefined = below(
      node,
      step,
    );
    if (next === undefined) return { node: undefined, origin: keyOrigin, keyOrigin, writtenAs };
    ({ node, keyOrigin } = next);
    writtenAs = next.writtenAs ?? writtenAs;
  }
  const origin = node.kind === 'map' ? keyOrigin : node.origin;
  return { node, origin, keyOrigin, writtenAs };
}

function below(node: RawNode, step: Step) {
  if (node.kind === 'map') {
    const entry = node.entries.get(String(step));
    return entry && { node: entry.value, keyOrigin: entry.keyOrigin, writtenAs: entry.writtenAs };
  }
  const item = node.kind === 'list' && typeof step === 'number' ? node.items[step] : undefined;
  return item && { node: item, keyOrigin: item.origin, writtenAs: undefined };
}
