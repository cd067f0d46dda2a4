import type { Alias, Document, Node, Scalar, YAMLMap } from 'yaml';
import { isAlias, isMap, isNode, isScalar, isSeq } from 'yaml';
import type { Origin, RawEntry, RawMap, RawNode, RawScalar } from '../raw-tree.ts';
import { readPlainScalar } from './yaml-scalar.ts';

/** Tells of something wrong at an offset into the text. */
export type YamlComplaint = (complaint: {
  readonly severity?: 'error' | 'warning';
  readonly offset: number;
  readonly message: string;
  readonly hint: string | undefined;
}) => void;

/** Ten times what ten thousand rules of access control take; an alias that names an alias that names an alias … reaches it. */
const maxValues = 500_000;
const maxDepth = 100;
const knownTags = ['!', '!!str', '!!int', '!!float', '!!bool', '!!null', '!!timestamp'];

interface Reading {
  readonly document: Document;
  readonly locate: (offset: number) => Origin;
  readonly complain: YamlComplaint;
  /** The nodes that are being read, from the root to here. */
  readonly underWay: Set<Node>;
  valuesRead: number;
}

/**
 * Turns a parsed document into a raw tree: aliases and merge keys (`<<`) are resolved, a key written twice is an error, and so is an alias
 * that leads to itself or to more values than any configuration has.
 */
export function readYamlTree(
  document: Document,
  locate: (offset: number) => Origin,
  complain: YamlComplaint,
): RawNode {
  return readNode(document.contents, { document, locate, complain, underWay: new Set(), valuesRead: 0 });
}

/** A value that cannot be used is reported and read as nothing. */
function readNode(node: unknown, reading: Reading): RawNode {
  if (!isNode(node)) return nothingAt(reading.locate(0));
  const offset = offsetOf(node);
  reading.valuesRead += 1;
  if (reading.valuesRead === maxValues) {
    const message = `With its aliases this file holds more than ${maxValues} values.`;
    reading.complain({ offset, message, hint: 'Use fewer aliases (`*name`).' });
  }
  if (reading.underWay.size === maxDepth) {
    reading.complain({ offset, message: `Values are nested more than ${maxDepth} deep.`, hint: undefined });
  }
  const isTooMuch = reading.valuesRead >= maxValues || reading.underWay.size >= maxDepth;
  if (isTooMuch) return nothingAt(reading.locate(offset));
  reading.underWay.add(node);
  const result = readKind(node, reading);
  reading.underWay.delete(node);
  return result;
}

function readKind(node: Node, reading: Reading): RawNode {
  const origin = reading.locate(offsetOf(node));
  if (isAlias(node)) return readAlias(node, reading);
  if (isMap(node)) return readMap(node, origin, reading);
  if (isSeq(node)) {
    return { kind: 'list', items: node.items.map((item) => readNode(item, reading)), origin };
  }
  return isScalar(node) ? readScalar(node, origin, reading) : nothingAt(origin);
}

function readAlias(alias: Alias, reading: Reading): RawNode {
  const target = alias.resolve(reading.document);
  if (target !== undefined && !reading.underWay.has(target)) return readNode(target, reading);
  const offset = offsetOf(alias);
  const message =
    target === undefined
      ? 'This alias (`*name`) names an anchor (`&name`) that does not stand before it.'
      : 'This alias (`*name`) stands inside the value that it names.';
  const hint = "Text that starts with `*` must be in quotes: '*.example.com'.";
  reading.complain({ offset, message, hint: target === undefined ? hint : 'Write the value out instead.' });
  return nothingAt(reading.locate(offset));
}

function readScalar(scalar: Scalar, origin: Origin, reading: Reading): RawScalar {
  const text = textOf(scalar);
  const tag = scalar.tag?.replace('tag:yaml.org,2002:', '!!');
  if (tag !== undefined && !knownTags.includes(tag)) {
    const message = 'The tag (`!name`) of this value is not known here.';
    reading.complain({ offset: offsetOf(scalar), message, hint: 'Remove it.' });
    return nothingAt(origin);
  }
  const isPlain = tag === undefined ? scalar.type === 'PLAIN' : tag !== '!' && tag !== '!!str';
  const isGenerated = origin.kind === 'file' && origin.column === undefined;
  return { kind: 'scalar', value: isPlain ? readPlainScalar(text) : text, text, origin, isGenerated };
}

function readMap(map: YAMLMap, origin: Origin, reading: Reading): RawMap {
  const entries = new Map<string, RawEntry>();
  const merged: RawMap[] = [];
  for (const { key, value } of map.items) {
    if (isMergeKey(key)) merged.push(...readMerged(value, reading));
    else readEntry(entries, key, value, reading);
  }
  // A key of the map itself wins over a merged one, and an earlier merged map over a later.
  for (const [key, entry] of merged.flatMap((one) => [...one.entries])) {
    if (!entries.has(key)) entries.set(key, entry);
  }
  return { kind: 'map', entries, origin };
}

function readEntry(entries: Map<string, RawEntry>, key: unknown, value: unknown, reading: Reading): void {
  const offset = isNode(key) ? offsetOf(key) : 0;
  const name = isAlias(key) ? key.resolve(reading.document) : key;
  if (!isScalar(name)) {
    const hint = 'A text that begins with `[` or `{` must be in quotes.';
    reading.complain({ offset, message: 'A list or map stands where a key is expected.', hint });
    return;
  }
  const text = textOf(name);
  const first = entries.get(text)?.keyOrigin;
  if (first !== undefined) {
    const place = first.kind === 'file' ? `, first in line ${first.line}` : '';
    const hint = 'Keep one of the two, or put what stands below them under one.';
    reading.complain({ offset, message: `The key \`${text}\` is written twice${place}.`, hint });
    return;
  }
  entries.set(text, { keyOrigin: reading.locate(offset), value: readNode(value, reading) });
}

function readMerged(value: unknown, reading: Reading): RawMap[] {
  const node = readNode(value, reading);
  const maps = node.kind === 'list' ? node.items : [node];
  return maps.flatMap((one) => {
    if (one.kind === 'map') return [one];
    const offset = isNode(value) ? offsetOf(value) : 0;
    const hint = 'Write `<<: *name` with the anchor of a map.';
    reading.complain({ offset, message: '`<<` takes in maps only.', hint });
    return [];
  });
}

function isMergeKey(key: unknown): boolean {
  return isScalar(key) && key.value === '<<' && key.type === 'PLAIN';
}

/** The parser is told to read every scalar as text (its failsafe schema). */
function textOf(scalar: Scalar): string {
  return typeof scalar.value === 'string' ? scalar.value : '';
}

function offsetOf(node: Node): number {
  return node.range?.[0] ?? 0;
}

function nothingAt(origin: Origin): RawScalar {
  return { kind: 'scalar', value: null, text: '', origin };
}
