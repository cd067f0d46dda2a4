import { resolve } from 'node:path';
import { deepFreeze } from '../lib/deep-freeze.ts';
import type { Random } from '../lib/random.ts';
import type { AllSections } from './all-sections.ts';
import { allSections } from './all-sections.ts';
import { checkSections } from './check-sections.ts';
import type { Config } from './config.ts';
import { createReport } from './create-report.ts';
import { excerptOf } from './excerpt.ts';
import { chooseFilters } from './filters/filters.ts';
import { generateSecret } from './generate-secret.ts';
import { configurationSchema } from './json-schema.ts';
import { isSecretPath } from './key-path.ts';
import { merge } from './merge.ts';
import { orderProblems } from './order-problems.ts';
import type { ConfigProblem } from './problem.ts';
import { renameKeys } from './rename-keys.ts';
import { shapeOf } from './schema-shape.ts';
import { findSecretConflicts } from './secret-conflicts.ts';
import type { Report } from './section.ts';
import { readEnvironmentTree } from './sources/environment.ts';
import type { FilesReading } from './sources/files.ts';
import { readFiles } from './sources/files.ts';
import { writeStarterFile } from './sources/starter-file.ts';
import { variableTable } from './sources/variable-names.ts';
import { refuseUnknownKeys } from './unknown-keys.ts';
import { wholeSchema } from './whole-schema.ts';

/** What `loadConfig` reads from. */
export interface LoadOptions {
  /** From the command line: files and folders, each maybe a comma list. Undefined = as `X_AUTHELIA_CONFIG` says, else `configuration.yml`. */
  readonly files?: readonly string[] | undefined;
  /** From the command line: filter names. Undefined = as `X_AUTHELIA_CONFIG_FILTERS` says. */
  readonly filters?: readonly string[] | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Where relative paths begin. */
  readonly workingDirectory: string;
  readonly random: Random;
  /** For tests: other sections than the real ones. */
  readonly sections?: AllSections;
  /** Checks by modules that this one knows nothing of, for a configuration in which nothing else is wrong. */
  readonly checks?: readonly ConfigCheck[];
}

/** A check of the whole configuration; paths start at its root. */
export type ConfigCheck = (config: Config, report: Report) => void;

/** A configuration, or why there is none. */
export interface LoadResult {
  /** Frozen; undefined where a problem is an error. */
  readonly config: Config | undefined;
  /** The sections that can be read, each for itself, also where others cannot: for commands that look at one alone. */
  readonly ready: Partial<Config>;
  /** Errors and warnings, in the order of their places. */
  readonly problems: readonly ConfigProblem[];
  /** The files that were read, in order. */
  readonly files: readonly string[];
}

/**
 * Reads files, environment and secret files into one checked, frozen configuration (behaviour.md §4.1). An operator's mistakes are problems, all of
 * them at once; it never throws for one.
 */
export async function loadConfig(options: LoadOptions): Promise<LoadResult> {
  const sections = options.sections ?? allSections;
  const isWhole = options.sections === undefined;
  const shape = shapeOf(isWhole ? await wholeSchema() : configurationSchema(sections.table));
  const variables = variableTable(shape);
  const reading = await readConfigurationFiles(options);
  const environment = await readEnvironmentTree(options.environment, options.workingDirectory, variables);
  const layers = [reading.tree, environment.variables, environment.secrets];

  const problems: ConfigProblem[] = [];
  const add = (isValueShown: boolean) => (problem: ConfigProblem) => {
    problems.push(withExcerpt(problem, reading, isValueShown));
  };
  for (const problem of [...reading.problems, ...environment.problems]) add(false)(problem);
  for (const problem of findSecretConflicts(layers, variables)) add(false)(problem);
  const renamed = renameKeys(layers.reduce(merge), add(true));
  // What stands under a mistyped key may be a secret.
  const known = refuseUnknownKeys(renamed, shape, add(false));
  // A file that could not be read leaves out keys that would only be reported as missing.
  const isReadWhole = !reading.problems.some(isError);
  const checked = isReadWhole
    ? checkSections(known, shape, sections, () => generateSecret(options.random))
    : { ready: {}, problems: [] };
  for (const problem of checked.problems) add(true)(problem);

  // What is ready was made by the sections whose types make up Config; without an error it is all of them.
  const ready = checked.ready as Partial<Config>;
  const complete = problems.some(isError) ? undefined : deepFreeze(sections.complete(ready as Config));
  const report = createReport(known, [], add(true));
  if (complete !== undefined) for (const check of options.checks ?? []) check(complete, report);
  const config = problems.some(isError) ? undefined : complete;
  return { config, ready, problems: orderProblems(problems, reading.files), files: reading.files };
}

/** Reads the files that the command line, the environment or the default name, through their filters. */
export async function readConfigurationFiles(options: LoadOptions): Promise<FilesReading> {
  const { environment, workingDirectory, random } = options;
  const names = splitCommas(options.files ?? [environment.X_AUTHELIA_CONFIG ?? '']);
  const filterNames = splitCommas(options.filters ?? [environment.X_AUTHELIA_CONFIG_FILTERS ?? '']);
  const { filters, problems } = chooseFilters(filterNames);
  const context = {
    environment,
    workingDirectory,
    randomBytes: () => random.bytes(16),
    now: () => Date.now(),
  };
  const reading = await readFiles(names.length > 0 ? names : [defaultFile], filters, context);
  const isDefaultMissing = names.length === 0 && reading.texts.size === 0;
  const fileProblems = isDefaultMissing
    ? [
        await writeStarterFile(resolve(workingDirectory, defaultFile), defaultFile, () =>
          generateSecret(random),
        ),
      ]
    : reading.problems;
  return { ...reading, problems: [...problems, ...fileProblems] };
}

/** Read where nothing else is named; in the working directory. */
export const defaultFile = 'configuration.yml';

function splitCommas(values: readonly string[]): readonly string[] {
  return values.flatMap((value) => value.split(',').map((one) => one.trim())).filter((one) => one !== '');
}

function isError({ severity }: ConfigProblem): boolean {
  return severity === 'error';
}

function withExcerpt(problem: ConfigProblem, reading: FilesReading, isValueShown: boolean): ConfigProblem {
  const { source } = problem;
  if (source?.kind !== 'file' || source.line === undefined) return problem;
  const lines = reading.texts.get(source.file)?.originalLines ?? [];
  const steps = problem.keyPath.split(/[.[]/);
  const shownKey = isValueShown && !isSecretPath(steps) ? steps.at(-1) : undefined;
  const excerpt = excerptOf(lines, source.line, shownKey);
  return excerpt === undefined ? problem : { ...problem, excerpt };
}
