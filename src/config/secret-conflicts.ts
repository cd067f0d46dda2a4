import { formatKeyPath, hasSecretFile } from './key-path.ts';
import type { ConfigProblem } from './problem.ts';
import { problemAt } from './problem-at.ts';
import type { Origin, RawEntry, RawMap } from './raw-tree.ts';
import { entryAt } from './raw-tree.ts';
import { renamedKeys } from './renamed-keys.ts';
import type { VariableTable } from './sources/variable-names.ts';

interface Given {
  readonly path: readonly string[];
  readonly entry: RawEntry;
}

/** The one secret that a plain variable may not silently replace: every session hangs on it (departures.md §1). */
const neverGivenTwice = 'session.secret';

/**
 * Tells of each secret that a secret file and something else give (behaviour.md §4.1), also where one of them uses the key's old name: which
 * holds the secret in use must not be a guess. A plain variable wins over the file, as for every other key, but for `session.secret`.
 */
export function findSecretConflicts(
  layers: readonly RawMap[],
  variables: VariableTable,
): readonly ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  for (const paths of secretPaths(variables)) {
    const given = layers.flatMap((layer) => firstGiven(layer, paths));
    const last = given.at(-1);
    if (last === undefined || given.length < 2 || !isConflict(last)) continue;
    const places = given.map(({ entry }) => describe(entry.keyOrigin)).join(' and in ');
    problems.push(
      problemAt(last.entry.keyOrigin, {
        severity: 'error',
        path: last.path,
        message: `This secret is given more than once: in ${places}.`,
        hint: `Keep one of them, and remove \`${formatKeyPath(last.path)}\` from the other.`,
      }),
    );
  }
  return problems;
}

/** `last` is what would win: a secret file, where one is given. */
function isConflict({ path, entry: { keyOrigin } }: Given): boolean {
  const isSecretFile = keyOrigin.kind === 'environment' && keyOrigin.variable.endsWith('_FILE');
  return isSecretFile || formatKeyPath(path) === neverGivenTwice;
}

/** The paths of each secret: today's, then its old ones. */
function secretPaths(variables: VariableTable): readonly (readonly string[])[][] {
  const today = [...variables.values()].map(({ path }) => path).filter(hasSecretFile);
  const oldNames = new Set(renamedKeys.map(({ from }) => from));
  return today
    .filter((path) => !oldNames.has(path.join('.')))
    .map((path) => {
      const old = renamedKeys.filter(({ to }) => to === path.join('.')).map(({ from }) => from.split('.'));
      return [path, ...old];
    });
}

function firstGiven(layer: RawMap, paths: readonly (readonly string[])[]): Given[] {
  for (const path of paths) {
    const entry = entryAt(layer, path);
    if (entry?.value.kind === 'scalar' && entry.value.value !== null && entry.value.text !== '') {
      return [{ path, entry }];
    }
  }
  return [];
}

function describe(origin: Origin): string {
  return origin.kind === 'file' ? `${origin.file} line ${origin.line}` : `the variable ${origin.variable}`;
}
