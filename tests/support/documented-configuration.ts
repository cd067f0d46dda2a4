import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { projectRoot } from './project-root.ts';

/** The complete configuration that a document shows: its fenced block titled `configuration.yml`. */
export function documentedConfiguration(document: string): Readonly<Record<string, unknown>> {
  const text = readFileSync(join(projectRoot, document), 'utf8');
  const block = /^```yaml title="configuration\.yml"\n([\s\S]*?)^```$/m.exec(text)?.[1];
  const tree: unknown = block === undefined ? undefined : parse(block);
  if (!isMap(tree)) throw new Error(`${document} shows no configuration.yml`);
  return tree;
}

/** The part of a tree below a path of keys; empty where there is none. */
export function partOf(
  tree: Readonly<Record<string, unknown>>,
  ...keys: readonly string[]
): Readonly<Record<string, unknown>> {
  const [key, ...rest] = keys;
  if (key === undefined) return tree;
  const below = tree[key];
  return isMap(below) ? partOf(below, ...rest) : {};
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
