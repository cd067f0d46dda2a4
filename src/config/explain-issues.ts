import type { z } from 'zod';
import { hideValue } from './hide-value.ts';
import { isSecretPath } from './key-path.ts';
import type { ConfigProblem } from './problem.ts';
import { problemAt } from './problem-at.ts';
import type { RawMap, RawNode, Step } from './raw-tree.ts';
import { placeOf } from './raw-tree.ts';

type Issue = z.core.$ZodIssue;

/** What an operator calls the kinds of values. */
const kinds: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  bigint: 'a whole number',
  boolean: '`true` or `false`',
  array: 'a list',
  tuple: 'a list',
  object: 'keys with values',
  record: 'keys with values',
  map: 'keys with values',
  date: 'a date',
};

/**
 * Says what a schema found wrong, in the words of an operator; `path` leads to the value that the schema was given. An issue that has no message
 * (`checkSections` takes zod's own away) is put into words here.
 */
export function explainIssues(
  issues: readonly Issue[],
  path: readonly Step[],
  tree: RawMap,
): readonly ConfigProblem[] {
  return issues.flatMap((issue) => explainIssue(issue, [...path, ...steps(issue.path)], tree));
}

function steps(path: readonly PropertyKey[]): Step[] {
  return path.map((step) => (typeof step === 'number' ? step : String(step)));
}

function explainIssue(issue: Issue, path: readonly Step[], tree: RawMap): readonly ConfigProblem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => describe({ message: 'There is no such key.' }, [...path, key], tree));
  }
  if (issue.code === 'invalid_union') {
    const branch = likeliestBranch(issue.errors);
    if (branch !== undefined) return explainIssues(branch, path, tree);
  }
  return [describe(sayingOf(issue, path, tree), path, tree)];
}

interface Saying {
  readonly message: string;
  readonly hint?: string | undefined;
}

function describe(saying: Saying, path: readonly Step[], tree: RawMap): ConfigProblem {
  const place = placeOf(tree, path);
  const written = place.writtenAs === undefined ? '' : ` (Written as \`${place.writtenAs}\`.)`;
  const hide = (text: string) => hideValue(text, path, place.node);
  const { message, hint } = saying;
  return problemAt(place.origin, {
    severity: 'error',
    path,
    message: `${hide(message)}${written}`,
    hint: hint === undefined ? undefined : hide(hint),
  });
}

/** The form that was meant, of those that a value may have: the one that the value fits best; undefined where it fits none at all. */
function likeliestBranch(branches: readonly (readonly Issue[])[]): readonly Issue[] | undefined {
  const meant = branches.filter((issues) => !issues.some(isWrongKind));
  return meant.toSorted((one, other) => one.length - other.length)[0];
}

function isWrongKind(issue: Issue): boolean {
  return issue.path.length === 0 && issue.code === 'invalid_type';
}

function sayingOf(issue: Issue, path: readonly Step[], tree: RawMap): Saying {
  const { node } = placeOf(tree, path);
  const hint = hintOf(issue);
  if (issue.message !== '') return { message: issue.message, hint };
  if (node === undefined || (node.kind === 'scalar' && node.value === null)) {
    return { message: 'This key is missing.', hint: hint ?? missingHint(issue) };
  }
  if (issue.code === 'invalid_key') return { message: 'This name cannot be used.', hint };
  const isEmpty = node.kind === 'scalar' && node.text === '';
  return { message: `This ${expectation(issue)}${isEmpty ? '' : `, not ${quote(node, path)}`}.`, hint };
}

/** Sections give a hint with the issue: `params.hint`. */
function hintOf(issue: Issue): string | undefined {
  const params: unknown = 'params' in issue ? issue.params : undefined;
  if (typeof params !== 'object' || params === null || !('hint' in params)) return undefined;
  return typeof params.hint === 'string' ? params.hint : undefined;
}

function missingHint(issue: Issue): string | undefined {
  const kind = expectation(issue).replace(/^must be /, '');
  return kind === 'must be something else' ? undefined : `Write it with ${kind}.`;
}

function expectation(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${kinds[issue.expected] ?? 'something else'}`;
    case 'invalid_value':
      return `must be ${alternatives(issue.values)}`;
    case 'too_small':
      return issue.origin === 'string' && issue.minimum === 1
        ? 'must not be empty'
        : `must ${measure(issue.origin)} ${issue.inclusive === false ? 'more than' : 'at least'} ${issue.minimum}${unit(issue.origin)}`;
    case 'too_big':
      return `must ${measure(issue.origin)} ${issue.inclusive === false ? 'less than' : 'at most'} ${issue.maximum}${unit(issue.origin)}`;
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    case 'invalid_union':
      return `must be ${unionKinds(issue.errors)}`;
    case 'invalid_format':
      return `must be ${formats[issue.format] ?? 'written in another way'}`;
    case 'unrecognized_keys':
    case 'invalid_key':
    case 'invalid_element':
    case 'custom':
      return 'must be something else';
  }
}

/** Formats that schemas check by name. */
const formats: Readonly<Record<string, string>> = {
  email: 'an e-mail address',
  url: 'a URL',
  uuid: 'a UUID',
  ipv4: 'an IPv4 address',
  ipv6: 'an IPv6 address',
  cidrv4: 'a network such as 192.0.2.0/24',
  cidrv6: 'a network such as 2001:db8::/32',
};

function measure(origin: string): string {
  return ['string', 'array', 'set', 'map', 'file'].includes(origin) ? 'have' : 'be';
}

function unit(origin: string): string {
  if (origin === 'string') return ' characters';
  return origin === 'array' || origin === 'set' ? ' items' : '';
}

function alternatives(values: readonly unknown[]): string {
  const quoted = values.map((value) => `\`${String(value)}\``);
  const last = quoted.at(-1) ?? '';
  return quoted.length === 1 ? last : `one of ${quoted.slice(0, -1).join(', ')} or ${last}`;
}

function unionKinds(branches: readonly (readonly Issue[])[]): string {
  const expected = branches.flatMap((issues) => issues.filter(isWrongKind).map(expectation));
  const unique = [...new Set(expected.map((text) => text.replace(/^must be /, '')))];
  return unique.length === 0 ? 'something else' : unique.join(' or ');
}

const maxQuoted = 40;

/** A value as it may be shown: secrets never, long ones cut. */
function quote(node: RawNode, path: readonly Step[]): string {
  if (node.kind === 'list') return 'a list';
  if (node.kind === 'map') return 'keys with values';
  if (isSecretPath(path)) return 'the value that is written';
  if (node.isGenerated === true) return 'the value that the filter put there';
  const text = node.text.length > maxQuoted ? `${node.text.slice(0, maxQuoted)}…` : node.text;
  return `"${text.replaceAll(/\s+/g, ' ')}"`;
}
