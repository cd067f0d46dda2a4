import { isSecretPath } from './key-path.ts';
import type { RawNode, RawScalar, Step } from './raw-tree.ts';
import { isNothing } from './raw-tree.ts';
import type { Shape } from './schema-shape.ts';
import { shapeBelow } from './schema-shape.ts';

/**
 * The plain value that a section's schema is given: keys with nothing after them are left out. A key that takes only text, and every secret, gets
 * what was written letter by letter (`0123` stays `0123`).
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
  const isTextOnly = shape !== undefined && shape.scalars.size === 1 && shape.scalars.has('string');
  return isTextOnly || isSecretPath(path) ? node.text : node.value;
}
