import { TemplateError } from './template-error.ts';

/** What an expression gives. */
export type TemplateValue = string | boolean | readonly string[] | TemplateFields;

/** Values by name. */
export type TemplateFields = { readonly [name: string]: TemplateValue };

/** What an expression is evaluated with. */
export interface Scope {
  /** `$`: all values. */
  readonly root: TemplateFields;
  /** `.`: the same, or what a `range` is at. */
  readonly dot: TemplateValue;
  /** `$name`, with the dollar. */
  readonly variables: ReadonlyMap<string, TemplateValue>;
}

/** An expression, ready to be evaluated. */
export type Expression = (scope: Scope) => TemplateValue;

/** What is known when an expression is read. */
export interface Known {
  /** The names after the dot. */
  readonly fields: ReadonlySet<string>;
  /** The functions' names are the keys of `functions`; variables begin with a dollar. */
  readonly variables: ReadonlySet<string>;
  readonly line: number;
}

type TemplateFunction = (values: readonly TemplateValue[]) => TemplateValue;

/** Of Go's and Authelia's functions those that templates of mails have a use for. */
const functions: Readonly<Record<string, TemplateFunction>> = {
  and: (values) => values.find((value) => !isTrue(value)) ?? values.at(-1) ?? '',
  default: ([fallback = '', value = '']) => (isTrue(value) ? value : fallback),
  eq: ([first, ...others]) => others.some((other) => textOf(other) === textOf(first ?? '')),
  index: ([fields = '', name = '']) => fieldOf(fields, textOf(name)),
  keys: ([fields = {}]) => (isFields(fields) ? Object.keys(fields) : []),
  lower: ([value = '']) => textOf(value).toLowerCase(),
  ne: ([first = '', other = '']) => textOf(first) !== textOf(other),
  not: ([value = '']) => !isTrue(value),
  or: (values) => values.find((value) => isTrue(value)) ?? values.at(-1) ?? '',
  print: (values) => values.map(textOf).join(''),
  sortAlpha: ([list = []]) => (isList(list) ? list.toSorted() : list),
  trim: ([value = '']) => textOf(value).trim(),
  upper: ([value = '']) => textOf(value).toUpperCase(),
};

/** Reads an expression: a value, a function with its arguments, pipelines of these. Throws `TemplateError`. */
export function readExpression(words: readonly string[], known: Known): Expression {
  const queue = [...words];
  const expression = readPipeline(queue, known);
  if (queue.length > 0) throw new TemplateError(`"${queue[0]}" is not understood here`, known.line);
  return expression;
}

/** Whether `if` takes it for true: not empty. */
export function isTrue(value: TemplateValue): boolean {
  if (isFields(value)) return Object.keys(value).length > 0;
  return typeof value === 'boolean' ? value : value.length > 0;
}

/** What is written where a value stands. */
export function textOf(value: TemplateValue): string {
  if (isFields(value))
    return Object.entries(value)
      .map(([name, one]) => `${name}: ${textOf(one)}`)
      .join(', ');
  return isList(value) ? value.join(', ') : String(value);
}

/** Whether it is named values. */
export function isFields(value: TemplateValue): value is TemplateFields {
  return typeof value === 'object' && !isList(value);
}

/** Whether it is a list. */
export function isList(value: TemplateValue): value is readonly string[] {
  return Array.isArray(value);
}

function readPipeline(queue: string[], known: Known): Expression {
  let expression = readCommand(queue, known);
  while (queue[0] === '|') {
    queue.shift();
    expression = readCommand(queue, known, expression);
  }
  return expression;
}

function readCommand(queue: string[], known: Known, piped?: Expression): Expression {
  const name = queue[0] ?? '';
  if (!Object.hasOwn(functions, name)) {
    if (piped !== undefined) throw new TemplateError(`the function "${name}" is not known`, known.line);
    return readOperand(queue, known);
  }
  queue.shift();
  const given: Expression[] = [];
  while (queue.length > 0 && queue[0] !== '|' && queue[0] !== ')') given.push(readOperand(queue, known));
  const all = piped === undefined ? given : [...given, piped];
  const call = functions[name] ?? (() => '');
  return (scope) => call(all.map((one) => one(scope)));
}

function readOperand(queue: string[], known: Known): Expression {
  const first = queue.shift();
  if (first === undefined) throw new TemplateError('something is missing', known.line);
  if (first === '(') {
    const inner = readPipeline(queue, known);
    if (queue.shift() !== ')') throw new TemplateError('a parenthesis is not closed', known.line);
    return inner;
  }
  if (first.startsWith('"') || first.startsWith('`')) return readText(first, known.line);
  if (/^\d+$/.test(first)) return () => first;
  if (first === 'true' || first === 'false') return () => first === 'true';
  if (Object.hasOwn(functions, first)) {
    const call = functions[first] ?? (() => '');
    return () => call([]);
  }
  return readPath(first, known);
}

function readText(quoted: string, line: number): Expression {
  if (quoted.startsWith('`')) return () => quoted.slice(1, -1);
  try {
    const text = String(JSON.parse(quoted));
    return () => text;
  } catch {
    throw new TemplateError(`${quoted} is not understood`, line);
  }
}

/** `.`, `.Name`, `$`, `$.Name`, `$name`, `$name.Name`. */
function readPath(written: string, { fields, variables, line }: Known): Expression {
  const [start = '', ...names] = written.split('.');
  const isRooted = start === '' || start === '$';
  if (!isRooted && !variables.has(start)) {
    const what = start.startsWith('$') ? 'variable' : 'function';
    throw new TemplateError(`the ${what} "${start}" is not known`, line);
  }
  const [first = ''] = names;
  if (isRooted && first !== '' && !fields.has(first)) {
    throw new TemplateError(`the placeholder ".${first}" is not known`, line);
  }
  const path = names.filter((name) => name !== '');
  return (scope) => path.reduce<TemplateValue>(fieldOf, startOf(scope, start));
}

function startOf({ root, dot, variables }: Scope, start: string): TemplateValue {
  if (start === '$') return root;
  return start === '' ? dot : (variables.get(start) ?? '');
}

function fieldOf(value: TemplateValue, name: string): TemplateValue {
  return isFields(value) && Object.hasOwn(value, name) ? (value[name] ?? '') : '';
}
