import { isSecretPath } from './key-path.ts';
import type { RawNode, RawScalar, Step } from './raw-tree.ts';
import { isNothing } from './raw-tree.ts';
import type { Shape } from './schema-shape.ts';
import { shapeBelow } from './schema-shape.ts';

/**
 * The plain value that a section's schema is given: keys with nothing after them are left out. Every secret, and a key that takes text where
 * YAML sees something it does not take, gets what was written letter by letter (`0123` stays `0123`, a name `1.10` stays `1.10`).
 */
export function toPlainValue(node: RawNode, shape: Shape | undefined, path: readonly Step[]): unknown {
  if (node.kind === 'scalar') return plainScalar(node, shape, path);
  if (node.kind === 'list') {
    return node.items.map((item, index) => toPlainValue(item, shapeBelow(shape, index), [...path, index]));
  }
  const entries = [...node.entries].filter(([, entry]) => !isNothing(entry.value));
  return Object.fromEntries(
    entries.map(([key, entry]) => [key, toPlainValue(entry.value, shapeBelow(shape, key), [...path, key])]),
  );
}

function plainScalar(node: RawScalar, shape: Shape | undefined, path: readonly Step[]): unknown {
  if (node.value === null) return null;
  return isSecretPath(path) || isMeantAsText(node.value, shape) ? node.text : node.value;
}

function isMeantAsText(value: string | number | boolean, shape: Shape | undefined): boolean {
  if (shape?.scalars.has('string') !== true) return false;
  if (typeof value === 'boolean') return !shape.scalars.has('boolean');
  if (typeof value !== 'number' || shape.scalars.has('number')) return false;
  return !Number.isInteger(value) || !shape.scalars.has('integer');
}
