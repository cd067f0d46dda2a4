import { joinAddress } from './join-address.ts';
import { formatKeyPath } from './key-path.ts';
import { nestPasswordKeys } from './password-hash-keys.ts';
import type { ConfigProblem } from './problem.ts';
import { problemAt } from './problem-at.ts';
import type { RawEntry, RawMap, RawNode, Step } from './raw-tree.ts';
import { entryAt, isNothing, withEntry, withoutEntry } from './raw-tree.ts';
import type { RemovedKey, RenamedKey } from './renamed-keys.ts';
import { addressBlocks, removedKeys, renamedKeys } from './renamed-keys.ts';

/** Takes in a problem that was found. */
export type Complain = (problem: ConfigProblem) => void;

/**
 * Puts what stands under old names where it stands today (behaviour.md §4.6), each with a warning; a value keeps the place where it was written.
 * Where old and new are both written the old is left out, with a warning.
 */
export function renameKeys(tree: RawMap, complain: Complain): RawMap {
  let result = tree;
  for (const removed of removedKeys) result = dropRemoved(result, removed, complain);
  result = nestPasswordKeys(result, complain);
  for (const renamed of renamedKeys) result = rename(result, renamed, complain);
  for (const block of addressBlocks) result = joinAddress(result, block, complain);
  return result;
}

function dropRemoved(tree: RawMap, removed: RemovedKey, complain: Complain): RawMap {
  const path = removed.path.split('.');
  const entry = entryAt(tree, path);
  if (entry === undefined) return tree;
  complain(
    problemAt(entry.keyOrigin, {
      severity: removed.severity,
      path,
      message: removed.message,
      hint: removed.hint,
    }),
  );
  return removed.isKept ? tree : withoutEntry(tree, path);
}

function rename(tree: RawMap, { from, to, since, advice }: RenamedKey, complain: Complain): RawMap {
  const [list, inner] = from.split('[].');
  if (list === undefined) return tree;
  if (inner === undefined) {
    return move(tree, { from: from.split('.'), to: to.split('.'), since, advice, above: [] }, complain);
  }
  const path = list.split('.');
  const entry = entryAt(tree, path);
  if (entry?.value.kind !== 'list') return tree;
  const target = to.slice(list.length + 3).split('.');
  const items = entry.value.items.map((item: RawNode, index) =>
    item.kind === 'map'
      ? move(item, { from: inner.split('.'), to: target, since, above: [...path, index] }, complain)
      : item,
  );
  return withEntry(tree, path, { ...entry, value: { ...entry.value, items } });
}

interface Move {
  readonly from: readonly string[];
  readonly to: readonly string[];
  readonly since: string;
  readonly advice?: string | undefined;
  /** The path of the map in which both stand. */
  readonly above: readonly Step[];
}

function move(map: RawMap, { from, to, since, above, advice }: Move, complain: Complain): RawMap {
  const entry = entryAt(map, from);
  if (entry === undefined) return map;
  const rest = withoutEntry(map, from);
  if (isNothing(entry.value)) return rest;
  const path = [...above, ...from];
  const [oldName, newName] = [formatKeyPath(path), formatKeyPath([...above, ...to])];
  const existing = entryAt(map, to);
  if (existing !== undefined && !isNothing(existing.value)) {
    const message = `This is the old name (before ${since}) of \`${newName}\`, which is written too: the old one is left out.`;
    complain(problemAt(entry.keyOrigin, { severity: 'warning', path, message, hint: 'Remove the old one.' }));
    return rest;
  }
  const message = `This is the old name (before ${since}) of \`${newName}\`.`;
  const hint = advice ?? `Write \`${newName}\` instead; until then it is read as that.`;
  complain(problemAt(entry.keyOrigin, { severity: 'warning', path, message, hint }));
  const moved: RawEntry = { ...entry, writtenAs: entry.writtenAs ?? oldName };
  return withoutEntry(withEntry(map, to, moved), from);
}
