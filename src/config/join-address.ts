import type { ConfigProblem } from './problem.ts';
import { problemAt } from './problem-at.ts';
import type { RawEntry, RawMap, RawScalar } from './raw-tree.ts';
import { entryAt, isNothing, withEntry, withoutEntry } from './raw-tree.ts';
import type { AddressBlock } from './renamed-keys.ts';

interface Part {
  readonly path: string;
  readonly entry: RawEntry;
  readonly value: RawScalar;
}

/** Puts the old host, port and path of a block together into its address of today (behaviour.md §4.6), with a warning for each. */
export function joinAddress(
  tree: RawMap,
  block: AddressBlock,
  complain: (problem: ConfigProblem) => void,
): RawMap {
  const [host, port, path] = [block.host, block.port, block.path].map((keys) => findPart(tree, keys));
  const parts = [host, port, path].filter((part) => part !== undefined);
  const [first] = parts;
  if (first === undefined) return tree;
  const existing = entryAt(tree, block.address.split('.'));
  if (existing !== undefined && !isNothing(existing.value)) {
    for (const part of parts) complain(bothForms(part, block));
    return withoutParts(tree, block);
  }
  const text = writeAddress(block, { host: textOf(host), port: textOf(port), path: textOf(path) });
  for (const part of parts) complain(oldForm(part, block, text));
  const value: RawScalar = { kind: 'scalar', value: text, text, origin: first.value.origin };
  const entry = {
    keyOrigin: first.entry.keyOrigin,
    writtenAs: parts.map((part) => part.path).join('` and `'),
    value,
  };
  return withoutParts(withEntry(tree, block.address.split('.'), entry), block);
}

function withoutParts(tree: RawMap, block: AddressBlock): RawMap {
  const keys = [...block.host, ...block.port, ...block.path];
  return keys.reduce((map, key) => withoutEntry(map, key.split('.')), tree);
}

function findPart(tree: RawMap, keys: readonly string[]): Part | undefined {
  for (const path of keys) {
    const entry = entryAt(tree, path.split('.'));
    if (entry?.value.kind === 'scalar' && entry.value.value !== null && entry.value.text !== '') {
      return { path, entry, value: entry.value };
    }
  }
  return undefined;
}

function textOf(part: Part | undefined): string {
  return part?.value.text ?? '';
}

function writeAddress(block: AddressBlock, parts: { host: string; port: string; path: string }): string {
  const { host, port, path } = parts;
  if (host.startsWith('/')) return `unix://${host}`;
  const scheme = block.schemes[port] ?? block.scheme;
  const bracketed = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host;
  const authority = port === '' ? bracketed : `${bracketed}:${port}`;
  return `${scheme}://${authority}${path === '' ? '' : `/${path.replace(/^\/+/, '')}`}`;
}

function oldForm(part: Part, block: AddressBlock, text: string): ConfigProblem {
  const message = `This is part of the old form (before ${block.since}) of \`${block.address}\`.`;
  const hint = `Write \`${block.address}: '${text}'\` instead; until then it is read as that.`;
  return problemAt(part.entry.keyOrigin, { severity: 'warning', path: part.path.split('.'), message, hint });
}

function bothForms(part: Part, block: AddressBlock): ConfigProblem {
  const message = `This is part of the old form of \`${block.address}\`, which is written too.`;
  const hint = `Remove this one, and let \`${block.address}\` say all of it.`;
  return problemAt(part.entry.keyOrigin, { severity: 'error', path: part.path.split('.'), message, hint });
}
