import { type Environment, Optional } from '@marcbachmann/cel-js';
import { RE2JS } from 're2js';
import { mathFunctions } from './math-functions.ts';

/** Marks the names `sets`, `math`, `lists`, `base64` and `regex`, below which CEL's extensions have their functions. */
class Namespace {}
class SetsNamespace extends Namespace {}
class MathNamespace extends Namespace {}
class Base64Namespace extends Namespace {}
class RegexNamespace extends Namespace {}
class ListsNamespace extends Namespace {}

const namespaces = {
  sets: SetsNamespace,
  math: MathNamespace,
  base64: Base64Namespace,
  regex: RegexNamespace,
  lists: ListsNamespace,
} as const;

/** Functions on texts, beside those of the library (CEL's `ext.Strings`). */
const textFunctions: Readonly<Record<string, (text: string, ...rest: never[]) => unknown>> = {
  'string.charAt(int): string': (text: string, index: bigint) => text.charAt(Number(index)),
  'string.replace(string, string): string': (text: string, old: string, by: string) =>
    text.replaceAll(old, () => by),
  'string.replace(string, string, int): string': replaceSome,
  'string.reverse(): string': (text: string) => Array.from(text).toReversed().join(''),
  // Called by `matches` (compile-expression.ts).
  'string.matchesRe2(string): bool': (text: string, pattern: string) =>
    RE2JS.compile(pattern).matcher(text).find(),
};

/** Functions on lists (CEL's `ext.Lists`). */
const listFunctions: Readonly<Record<string, (list: readonly never[], ...rest: never[]) => unknown>> = {
  'list<A>.slice(int, int): list<A>': (list: readonly unknown[], from: bigint, to: bigint) =>
    list.slice(Number(from), Number(to)),
  'list<A>.distinct(): list<A>': (list: readonly unknown[]) => [...new Set(list)],
  'list<A>.reverse(): list<A>': (list: readonly unknown[]) => list.toReversed(),
  'list<list<A>>.flatten(): list<A>': (list: readonly unknown[]) => list.flat(),
  'list<string>.sort(): list<string>': (list: readonly string[]) => list.toSorted(byOrder),
  'list<int>.sort(): list<int>': (list: readonly bigint[]) => list.toSorted(byOrder),
};

/** Functions below a name; the first argument is that name itself. */
const namespacedFunctions: Readonly<Record<string, (namespace: Namespace, ...rest: never[]) => unknown>> = {
  'SetsNamespace.contains(list<A>, list<A>): bool': (
    _,
    whole: readonly unknown[],
    part: readonly unknown[],
  ) => part.every((one) => whole.includes(one)),
  'SetsNamespace.intersects(list<A>, list<A>): bool': (
    _,
    one: readonly unknown[],
    other: readonly unknown[],
  ) => one.some((value) => other.includes(value)),
  'SetsNamespace.equivalent(list<A>, list<A>): bool': (
    _,
    one: readonly unknown[],
    other: readonly unknown[],
  ) => one.every((value) => other.includes(value)) && other.every((value) => one.includes(value)),
  'ListsNamespace.range(int): list<int>': (_, count: bigint) => range(count),
  'Base64Namespace.encode(bytes): string': (_, bytes: Uint8Array) => Buffer.from(bytes).toString('base64'),
  'Base64Namespace.decode(string): bytes': (_, text: string) => new Uint8Array(Buffer.from(text, 'base64')),
  'RegexNamespace.replace(string, string, string): string': (_, text: string, pattern: string, by: string) =>
    replaceMatches(text, pattern, by),
  'RegexNamespace.extract(string, string): optional<string>': (_, text: string, pattern: string) =>
    Optional.of(extractAll(text, pattern)[0]),
  'RegexNamespace.extractAll(string, string): list<string>': (_, text: string, pattern: string) =>
    extractAll(text, pattern),
};

/** Adds the functions that CEL's usual extensions have and the library lacks; a pattern that is malformed fails the evaluation. */
export function registerExtensions(environment: Environment): void {
  for (const [name, type] of Object.entries(namespaces)) {
    environment.registerType(type.name, type);
    environment.registerConstant(name, type.name, new type());
  }
  for (const table of [textFunctions, listFunctions, namespacedFunctions, mathFunctions]) {
    for (const [signature, handler] of Object.entries(table))
      environment.registerFunction(signature, handler);
  }
}

/** At most a thousand: an expression is no place for more. */
function range(count: bigint): readonly bigint[] {
  if (count > 1000n) throw new RangeError('lists.range goes to 1000 at most');
  return Array.from({ length: Math.max(0, Number(count)) }, (_, index) => BigInt(index));
}

function replaceSome(text: string, old: string, by: string, count: bigint): string {
  let left = count < 0n ? Number.POSITIVE_INFINITY : Number(count);
  return text.replaceAll(old, (found) => (left-- > 0 ? by : found));
}

/** In the replacement `\1` is the first group of the match, as in RE2. */
function replaceMatches(text: string, pattern: string, by: string): string {
  let [result, end] = ['', 0];
  for (const match of matchesOf(text, pattern)) {
    const filled = by.replaceAll(/\\(\d)/g, (_, index: string) => match.groups[Number(index)] ?? '');
    result += text.slice(end, match.start) + filled;
    end = match.end;
  }
  return result + text.slice(end);
}

function extractAll(text: string, pattern: string): readonly string[] {
  return [...matchesOf(text, pattern)].map(({ groups }) => groups[1] ?? groups[0] ?? '');
}

function* matchesOf(text: string, pattern: string) {
  const matcher = RE2JS.compile(pattern).matcher(text);
  while (matcher.find()) {
    const groups = Array.from({ length: matcher.groupCount() + 1 }, (_, index) => matcher.group(index));
    yield { start: matcher.start(), end: matcher.end(), groups };
  }
}

function byOrder<Value extends string | bigint>(one: Value, other: Value): number {
  return one < other ? -1 : Number(one > other);
}
