import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { closest } from '../../lib/closest.ts';
import { formatKeyPath, hasSecretFile } from '../key-path.ts';
import type { ConfigProblem } from '../problem.ts';
import { problemAt } from '../problem-at.ts';
import type { Origin, RawMap, RawNode, RawScalar } from '../raw-tree.ts';
import { emptyMap, withEntry } from '../raw-tree.ts';
import type { Shape } from '../schema-shape.ts';
import { whyUnreadable } from '../why-unreadable.ts';
import type { VariableTable } from './variable-names.ts';

/** Environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What the environment says: plain variables and secret files apart, because the later win (behaviour.md §4.1). */
export interface EnvironmentReading {
  readonly variables: RawMap;
  readonly secrets: RawMap;
  readonly problems: readonly ConfigProblem[];
}

/**
 * Reads the `AUTHELIA_*` variables and the files that `AUTHELIA_*_FILE` name (behaviour.md §4.1). A variable that is set to nothing counts as not
 * set; one that stands for no key gives a warning.
 */
export async function readEnvironmentTree(
  environment: Environment,
  workingDirectory: string,
  table: VariableTable,
): Promise<EnvironmentReading> {
  const problems: ConfigProblem[] = [];
  let variables = emptyMap({ kind: 'environment', variable: '' });
  let secrets = variables;
  const named = Object.entries(environment).filter(([name]) => name.startsWith('AUTHELIA_'));
  for (const [name, value = ''] of named.toSorted(byName)) {
    const origin: Origin = { kind: 'environment', variable: name };
    const key = isServiceLink(name, value) ? undefined : table.get(name);
    const secret = key === undefined && name.endsWith('_FILE') ? table.get(name.slice(0, -5)) : undefined;
    if (key !== undefined && value !== '') {
      variables = withEntry(variables, key.path, {
        keyOrigin: origin,
        value: readValue(value, key.shape, origin),
      });
    } else if (secret !== undefined && hasSecretFile(secret.path)) {
      const node =
        value === ''
          ? undefined
          : await readSecret(value, { origin, workingDirectory, path: secret.path }, problems);
      if (node !== undefined) secrets = withEntry(secrets, secret.path, { keyOrigin: origin, value: node });
    } else if (key === undefined) problems.push(unknownVariable(name, table, isServiceLink(name, value)));
  }
  return { variables, secrets, problems };
}

function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}

function readValue(text: string, shape: Shape, origin: Origin): RawNode {
  const scalar = (value: string): RawScalar => ({ kind: 'scalar', value, text: value, origin });
  const takesList = shape.items !== undefined && (shape.scalars.size === 0 || text.includes(','));
  if (!takesList || shape.otherKeys !== undefined) return scalar(text);
  const items = text.split(',').map((item) => item.trim());
  return { kind: 'list', items: items.filter((item) => item !== '').map(scalar), origin };
}

async function readSecret(
  file: string,
  { origin, workingDirectory, path }: { origin: Origin; workingDirectory: string; path: readonly string[] },
  problems: ConfigProblem[],
): Promise<RawScalar | undefined> {
  const complain = (severity: ConfigProblem['severity'], message: string, hint: string) => {
    problems.push(problemAt(origin, { severity, path, message, hint }));
    return undefined;
  };
  try {
    const text = (await readFile(resolve(workingDirectory, file), 'utf8')).replace(/[\r\n]+$/, '');
    if (text !== '') return { kind: 'scalar', value: text, text, origin };
    return complain(
      'warning',
      'The secret file is empty and counts as not given.',
      'Write the secret into the file.',
    );
  } catch (error) {
    return complain(
      'error',
      `The secret file cannot be read: ${whyUnreadable(error)}.`,
      `Look at the path that ${variableOf(origin)} holds, and at who may read the file.`,
    );
  }
}

function variableOf(origin: Origin): string {
  return origin.kind === 'environment' ? origin.variable : origin.file;
}

/** Kubernetes sets such variables for a service that is named `authelia`. */
function isServiceLink(name: string, value: string): boolean {
  return (
    /^AUTHELIA_(?:SERVICE_(?:HOST|PORT)|PORT)(?:_|$)/.test(name) &&
    (name !== 'AUTHELIA_PORT' || value.startsWith('tcp://'))
  );
}

function unknownVariable(name: string, table: VariableTable, isLink: boolean): ConfigProblem {
  const origin: Origin = { kind: 'environment', variable: name };
  const message = `The variable ${name} stands for no key and is not read.`;
  return problemAt(origin, { severity: 'warning', path: [], message, hint: hintFor(name, table, isLink) });
}

function hintFor(name: string, table: VariableTable, isLink: boolean): string | undefined {
  if (isLink)
    return 'Kubernetes sets it for a service named `authelia`: write `enableServiceLinks: false` in the pod.';
  const base = name.endsWith('_FILE') ? name.slice(0, -5) : undefined;
  const known = base === undefined ? undefined : table.get(base);
  if (known !== undefined) {
    return `\`${formatKeyPath(known.path)}\` is no secret and has no file variable: use ${base}.`;
  }
  const meant = closest(base ?? name, table.keys());
  if (meant === undefined) return 'Remove it. Keys inside lists cannot be given by variables.';
  return `Did you mean ${meant}${base === undefined ? '' : '_FILE'}?`;
}
