import { closest } from '../lib/closest.ts';
import { formatKeyPath } from './key-path.ts';
import type { ConfigProblem } from './problem.ts';
import { problemAt } from './problem-at.ts';
import type { RawEntry, RawMap, RawNode, Step } from './raw-tree.ts';
import { renamedKeys } from './renamed-keys.ts';
import type { Shape } from './schema-shape.ts';
import { isClosedMap, pathsOf, shapeBelow } from './schema-shape.ts';

/**
 * Tells of every key that no section knows, with the key that was likely meant or the place where a key of that name belongs, and gives the tree
 * without them, so that the rest can still be checked.
 */
export function refuseUnknownKeys(
  tree: RawMap,
  shape: Shape,
  complain: (problem: ConfigProblem) => void,
): RawMap {
  const places = placesByName(shape);
  const visit = (node: RawNode, here: Shape | undefined, path: readonly Step[]): RawNode => {
    if (here === undefined || node.kind === 'scalar') return node;
    if (node.kind === 'list') {
      return { ...node, items: node.items.map((item, index) => visit(item, here.items, [...path, index])) };
    }
    return visitMap(node, here, path);
  };
  const visitMap = (map: RawMap, here: Shape, path: readonly Step[]): RawMap => {
    const entries = new Map<string, RawEntry>();
    for (const [key, entry] of map.entries) {
      const below = shapeBelow(here, key);
      if (below === undefined && isClosedMap(here)) complain(unknownKey(entry, [...path, key], here, places));
      else entries.set(key, { ...entry, value: visit(entry.value, below, [...path, key]) });
    }
    return { ...map, entries };
  };
  return visitMap(tree, shape, []);
}

/** The paths of all known keys by their last step. */
function placesByName(shape: Shape): Map<string, string[]> {
  const places = new Map<string, string[]>();
  for (const [path] of pathsOf(shape)) {
    const name = path.at(-1) ?? '';
    places.set(name, [...(places.get(name) ?? []), formatKeyPath(path)]);
  }
  return places;
}

function unknownKey(
  entry: RawEntry,
  path: readonly Step[],
  here: Shape,
  places: ReadonlyMap<string, readonly string[]>,
): ConfigProblem {
  const name = String(path.at(-1));
  const siblings = [...(here.keys?.keys() ?? [])];
  const message = path.length === 1 ? 'There is no such key at the top level.' : 'There is no such key.';
  const hint = hintFor(name, siblings, places) ?? oldNameHint(path) ?? lastHint(siblings);
  return problemAt(entry.keyOrigin, { severity: 'error', path, message, hint });
}

/** More places than this name no place. */
const maxPlaces = 3;

function hintFor(
  name: string,
  siblings: readonly string[],
  places: ReadonlyMap<string, readonly string[]>,
): string | undefined {
  const meant = closest(name, siblings);
  if (meant !== undefined) return `Did you mean \`${meant}\`?`;
  const elsewhere = places.get(name) ?? places.get(closest(name, places.keys()) ?? '') ?? [];
  if (elsewhere.length > 0 && elsewhere.length <= maxPlaces) {
    const named = elsewhere.map((path) =>
      path.includes('.') ? `\`${path}\`` : `\`${path}\` at the top level`,
    );
    return `This key belongs elsewhere: ${named.join(' or ')}.`;
  }
  return undefined;
}

/** A mistyped old name: `loglevel` for `log_level`, which is `log.level` today. */
function oldNameHint(path: readonly Step[]): string | undefined {
  const written = formatKeyPath(path);
  const old = closest(
    written,
    renamedKeys.map(({ from }) => from),
  );
  const today = renamedKeys.find(({ from }) => from === old)?.to;
  return today === undefined ? undefined : `Did you mean \`${today}\`?`;
}

function lastHint(siblings: readonly string[]): string {
  if (siblings.length === 0 || siblings.length > 12)
    return 'Remove it, or look the key up in the documentation.';
  return `Known here: ${siblings.map((key) => `\`${key}\``).join(', ')}.`;
}
