import { flatPasswordKeys, passwordBlock } from '../password-hash-keys.ts';
import { addressBlocks, renamedKeys } from '../renamed-keys.ts';
import type { Shape } from '../schema-shape.ts';
import { pathsOf } from '../schema-shape.ts';

/** What each `AUTHELIA_*` variable stands for. */
export type VariableTable = ReadonlyMap<string, { readonly path: readonly string[]; readonly shape: Shape }>;

const plainText: Shape = {
  keys: undefined,
  otherKeys: undefined,
  items: undefined,
  scalars: new Set(['string']),
};

/**
 * The variables of all keys, also of old ones (behaviour.md §4.1): `AUTHELIA_` and the upper-cased path, `.` as `_`. Keys inside lists and below
 * names that the operator chooses have none.
 */
export function variableTable(shape: Shape): VariableTable {
  const table = new Map<string, { path: readonly string[]; shape: Shape }>();
  for (const path of oldPaths()) table.set(variableName(path), { path, shape: plainText });
  for (const [path, inner] of pathsOf(shape)) {
    const isValue = inner.scalars.size > 0 || (inner.items !== undefined && inner.items.scalars.size > 0);
    if (isValue) table.set(variableName(path), { path, shape: inner });
  }
  return table;
}

/** The variable of a key. */
function variableName(path: readonly string[]): string {
  return `AUTHELIA_${path.join('_').toUpperCase()}`;
}

function oldPaths(): readonly string[][] {
  const blocks = addressBlocks.flatMap((block) => [...block.host, ...block.port, ...block.path]);
  const renamed = renamedKeys.map((key) => key.from).filter((from) => !from.includes('[]'));
  const flat = Object.keys(flatPasswordKeys).map((key) => `${passwordBlock}.${key}`);
  return [...blocks, ...renamed, ...flat].map((path) => path.split('.'));
}
