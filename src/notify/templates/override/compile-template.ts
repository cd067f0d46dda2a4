import {
  type Expression,
  isFields,
  isList,
  isTrue,
  readExpression,
  type Scope,
  type TemplateFields,
  type TemplateValue,
  textOf,
} from './expression.ts';
import { TemplateError } from './template-error.ts';
import { splitTemplate, type TemplatePart } from './tokens.ts';

/** How a template is read. */
export interface CompileOptions {
  /** The names that may stand after a dot. */
  readonly fields: ReadonlySet<string>;
  /** What is done to each value before it is written. */
  readonly escape: (text: string) => string;
}

/** Writes a template with those values. */
export type CompiledTemplate = (values: TemplateFields) => string;

/** Writes into `out`; gives the scope for what follows, since a variable may have been set. */
type Node = (scope: Scope, out: string[]) => Scope;

/**
 * Reads a template in the part of Go's notation that templates of mails use: values, `if`, `else if`, `else`, `range`, `with`, variables,
 * a few functions, comments. Throws `TemplateError` for anything else.
 */
export function compileTemplate(source: string, options: CompileOptions): CompiledTemplate {
  const reader: Reader = { parts: [...splitTemplate(source)], variables: new Set(), options };
  const { node, ended } = readBlock(reader);
  if (ended !== undefined) throw new TemplateError(`"${ended.words[0]}" closes nothing`, ended.line);
  return (values) => {
    const out: string[] = [];
    node({ root: values, dot: values, variables: new Map() }, out);
    return out.join('');
  };
}

interface Reader {
  readonly parts: TemplatePart[];
  readonly variables: Set<string>;
  readonly options: CompileOptions;
}

type Action = Extract<TemplatePart, { kind: 'action' }>;

interface Block {
  readonly node: Node;
  /** The `else` or `end` it stopped at. */
  readonly ended: Action | undefined;
}

function readBlock(reader: Reader): Block {
  const nodes: Node[] = [];
  const node: Node = (scope, out) => nodes.reduce((current, one) => one(current, out), scope);
  for (let part = reader.parts.shift(); part !== undefined; part = reader.parts.shift()) {
    if (part.kind === 'text') {
      const { text } = part;
      nodes.push((scope, out) => {
        out.push(text);
        return scope;
      });
      continue;
    }
    const [keyword] = part.words;
    if (keyword === 'end' || keyword === 'else') return { node, ended: part };
    nodes.push(readAction(reader, part));
  }
  return { node, ended: undefined };
}

function readAction(reader: Reader, action: Action): Node {
  const [first = '', second, ...rest] = action.words;
  if (first === 'if' || first === 'with') return readIf(reader, action, first === 'with');
  if (first === 'range') return readRange(reader, action);
  if (second === ':=' && first.startsWith('$')) {
    const expression = expressionOf(reader, rest, action.line);
    reader.variables.add(first);
    return (scope) => withVariables(scope, [[first, expression(scope)]]);
  }
  const expression = expressionOf(reader, action.words, action.line);
  const { options } = reader;
  return (scope, out) => {
    out.push(options.escape(textOf(expression(scope))));
    return scope;
  };
}

function readIf(reader: Reader, action: Action, setsDot: boolean): Node {
  const condition = expressionOf(reader, action.words.slice(1), action.line);
  const { node, otherwise } = readBranches(reader, action);
  return (scope, out) => {
    const value = condition(scope);
    if (isTrue(value)) node(setsDot ? { ...scope, dot: value } : scope, out);
    else otherwise?.(scope, out);
    return scope;
  };
}

/** What stands up to `end`, and after an `else`, if there is one. */
function readBranches(
  reader: Reader,
  action: Action,
): { readonly node: Node; readonly otherwise: Node | undefined } {
  const { node, ended } = readBlock(reader);
  if (ended?.words[0] === 'end') return { node, otherwise: undefined };
  if (ended === undefined) throw new TemplateError(`"${action.words[0]}" has no "end"`, action.line);
  if (ended.words.length > 1) {
    return { node, otherwise: readAction(reader, { ...ended, words: ended.words.slice(1) }) };
  }
  const other = readBlock(reader);
  if (other.ended?.words[0] !== 'end')
    throw new TemplateError(`"${action.words[0]}" has no "end"`, action.line);
  return { node, otherwise: other.node };
}

/** `range .Details`, `range $value := …`, `range $key, $value := …`. */
function readRange(reader: Reader, action: Action): Node {
  const words = action.words.slice(1);
  const assigned = words.indexOf(':=');
  const names = words.slice(0, Math.max(assigned, 0)).filter((word) => word !== ',');
  if (names.length > 2 || names.some((name) => !name.startsWith('$'))) {
    throw new TemplateError('this "range" is not understood', action.line);
  }
  const list = expressionOf(reader, words.slice(assigned + 1), action.line);
  for (const name of names) reader.variables.add(name);
  const { node, otherwise } = readBranches(reader, action);
  return (scope, out) => {
    const entries = entriesOf(list(scope));
    if (entries.length === 0) otherwise?.(scope, out);
    for (const [key, value] of entries) {
      const given = names.length === 2 ? [key, value] : [value];
      const pairs = names.map((name, index) => [name, given[index] ?? ''] as const);
      node({ ...withVariables(scope, pairs), dot: value }, out);
    }
    return scope;
  };
}

/** Fields in the order of their names, as in Go. */
function entriesOf(value: TemplateValue): readonly (readonly [string, TemplateValue])[] {
  if (isList(value)) return value.map((one, index) => [String(index), one]);
  if (!isFields(value)) return [];
  return Object.keys(value)
    .toSorted()
    .map((name) => [name, value[name] ?? '']);
}

function withVariables(scope: Scope, pairs: readonly (readonly [string, TemplateValue])[]): Scope {
  return { ...scope, variables: new Map([...scope.variables, ...pairs]) };
}

function expressionOf({ options, variables }: Reader, words: readonly string[], line: number): Expression {
  return readExpression(words, { fields: options.fields, variables, line });
}
