import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type Scalar,
  type YAMLMap,
} from 'yaml';
import type { ConfigProblem } from '../../config/problem.ts';
import { explainYamlError } from '../../lib/explain-yaml-error.ts';

/** A YAML document whose values know where they stand. */
export interface YamlReader {
  readonly document: Document.Parsed;
  /** What is wrong with the text as YAML; the rest can be read only where none of it is an error. */
  readonly syntaxProblems: readonly ConfigProblem[];
  /** The top of the document. */
  readonly root: YamlValue;
}

/** One value of a document, aliases followed. */
export interface YamlValue {
  /** The dotted path of the value, as in problems. */
  readonly keyPath: string;
  /** The entries of a map, merged ones (`<<`) included; undefined when it is no map. */
  entries(): ReadonlyMap<string, YamlValue> | undefined;
  /** The items of a list; undefined when it is no list. */
  items(): readonly YamlValue[] | undefined;
  /** A scalar as it is written, without quotes: numbers and dates stay text. Undefined when it is no scalar; null is empty. */
  text(): string | undefined;
  /** A scalar with the type that YAML gives it. */
  scalar(): unknown;
  /** Whether there is nothing (an empty or null value). */
  isEmpty(): boolean;
  /** A problem with this value, with its place. */
  problem(message: string, hint?: string, severity?: ConfigProblem['severity']): ConfigProblem;
}

/** Reads a YAML text; `file` is for the problems. Keys given twice are problems, merge keys work. */
export function readYaml(text: string, file: string): YamlReader {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, { lineCounter, merge: true, prettyErrors: false, strict: true });
  const place = (offset: number | undefined): ConfigProblem['source'] => {
    const found = offset === undefined ? undefined : lineCounter.linePos(offset);
    return { kind: 'file', file, line: found?.line, column: found?.col };
  };
  const syntaxProblems = document.errors.map((error) => ({
    // The messages of the parser may quote the text, which holds password digests.
    ...explainYamlError(error.code),
    // Authelia reads the first document of a file and does not look at the others.
    severity: error.code === 'MULTIPLE_DOCS' ? ('warning' as const) : ('error' as const),
    keyPath: '',
    source: place(error.pos[0]),
  }));
  const context: Context = { document, place, expanded: new Map() };
  return {
    document,
    syntaxProblems,
    root: yamlValue(document.contents ?? undefined, '', undefined, context),
  };
}

type Mapping = YAMLMap<Node, Node | null>;

interface Entry {
  readonly value: Node | undefined;
  readonly keyOffset: number | undefined;
}

interface Context {
  readonly expanded: Map<Mapping, ReadonlyMap<string, Entry>>;
  readonly document: Document.Parsed;
  readonly place: (offset: number | undefined) => ConfigProblem['source'];
}

function yamlValue(
  raw: Node | undefined,
  keyPath: string,
  keyOffset: number | undefined,
  context: Context,
): YamlValue {
  const node = resolve(raw, context.document);
  return {
    keyPath,
    entries: () => (isMap<Node, Node | null>(node) ? entriesOf(node, keyPath, context) : undefined),
    items: () =>
      isSeq<Node>(node)
        ? node.items.map((item, index) => yamlValue(item, `${keyPath}[${index}]`, keyOffset, context))
        : undefined,
    text: () => (node === undefined ? '' : isScalar(node) ? textOf(node) : undefined),
    scalar: () => (isScalar(node) ? node.value : undefined),
    isEmpty: () => node === undefined || (isScalar(node) && node.value === null),
    problem: (message, hint, severity = 'error') => ({
      severity,
      keyPath,
      message,
      hint,
      source: context.place(keyOffset ?? raw?.range?.[0]),
    }),
  };
}

function resolve(node: Node | undefined, document: Document.Parsed): Node | undefined {
  return isAlias(node) ? node.resolve(document) : node;
}

function textOf(scalar: Scalar): string {
  if (scalar.value === null || scalar.value === undefined) return '';
  return typeof scalar.value === 'string' ? scalar.value : (scalar.source ?? '');
}

function entriesOf(map: Mapping, keyPath: string, context: Context): Map<string, YamlValue> {
  const entries = new Map<string, YamlValue>();
  for (const [name, { value, keyOffset }] of expand(map, context)) {
    entries.set(name, yamlValue(value, joinPath(keyPath, name), keyOffset, context));
  }
  return entries;
}

/** The entries of a map with those merged into it. Each map is expanded once, so that merges in merges cost little and rings end. */
function expand(map: Mapping, context: Context): ReadonlyMap<string, Entry> {
  const known = context.expanded.get(map);
  if (known !== undefined) return known;
  const entries = new Map<string, Entry>();
  context.expanded.set(map, entries);
  for (const { key, value } of map.items) {
    if (isScalar(key) && !isMergeKey(key)) {
      entries.set(textOf(key), { value: value ?? undefined, keyOffset: key.range?.[0] });
    }
  }
  for (const { value } of map.items.filter(({ key }) => isMergeKey(key))) {
    for (const source of mergeSources(value ?? undefined, context)) {
      for (const [name, entry] of expand(source, context)) {
        if (!entries.has(name)) entries.set(name, entry);
      }
    }
  }
  return entries;
}

function isMergeKey(key: Node): boolean {
  return isScalar(key) && (key.value === '<<' || typeof key.value === 'symbol') && key.type === 'PLAIN';
}

function mergeSources(value: Node | undefined, context: Context): readonly Mapping[] {
  const source = resolve(value, context.document);
  const candidates = isSeq<Node>(source) ? source.items : [source];
  return candidates
    .map((candidate) => resolve(candidate, context.document))
    .filter((node) => isMap<Node, Node | null>(node));
}

/** Names that would be misread in a dotted path are put in brackets: `users['j.doe'].password`. */
function joinPath(path: string, name: string): string {
  if (!/^[\w-]+$/.test(name)) return `${path}['${name}']`;
  return path === '' ? name : `${path}.${name}`;
}
