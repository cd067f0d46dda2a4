import { readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Filter, FilterContext } from '../filters/filter.ts';
import { FilterError } from '../filters/filter.ts';
import { merge } from '../merge.ts';
import type { ConfigProblem } from '../problem.ts';
import type { RawMap } from '../raw-tree.ts';
import { emptyMap } from '../raw-tree.ts';
import { whyUnreadable } from '../why-unreadable.ts';
import type { SourceText } from './source-text.ts';
import { unfilteredText } from './source-text.ts';
import { readYaml } from './yaml.ts';

/** What the files say together, the later over the earlier. */
export interface FilesReading {
  readonly tree: RawMap;
  /** The files that were read, folders replaced by what is in them, in order. */
  readonly files: readonly string[];
  /** The texts of the files as they are on disk, by name. */
  readonly texts: ReadonlyMap<string, SourceText>;
  /** The texts after the filters, in order. */
  readonly filtered: readonly SourceText[];
  readonly problems: readonly ConfigProblem[];
}

/** Reads the files and folders that the operator named, each through the filters (behaviour.md §4.1). */
export async function readFiles(
  entries: readonly string[],
  filters: readonly Filter[],
  context: FilterContext,
): Promise<FilesReading> {
  const problems: ConfigProblem[] = [];
  const complain: FileComplaint = (file, message, place) =>
    problems.push({
      severity: 'error',
      keyPath: '',
      message,
      hint: place?.hint,
      source: { kind: 'file', file, line: place?.line, column: place?.column },
    });
  const files = (await Promise.all(entries.map((entry) => listFiles(entry, context, complain)))).flat();
  const texts = new Map<string, SourceText>();
  const filteredTexts: SourceText[] = [];
  let tree = emptyMap({ kind: 'file', file: files[0] ?? entries[0] ?? '', line: 1, column: undefined });
  for (const file of files) {
    const source = await readSource(file, context, complain);
    if (source === undefined) continue;
    texts.set(file, source);
    const filtered = applyFilters(source, filters, { context, complain });
    if (filtered === undefined) continue;
    filteredTexts.push(filtered);
    const reading = readYaml(filtered);
    problems.push(...reading.problems);
    tree = merge(tree, reading.map);
  }
  return { tree, files, texts, filtered: filteredTexts, problems };
}

type FileComplaint = (
  file: string,
  message: string,
  place?: {
    readonly line?: number;
    readonly column?: number | undefined;
    readonly hint?: string | undefined;
  },
) => void;

/** A file itself; of a folder the YAML files right in it, by name. */
async function listFiles(
  entry: string,
  context: FilterContext,
  complain: FileComplaint,
): Promise<readonly string[]> {
  const path = resolve(context.workingDirectory, entry);
  try {
    if (!(await stat(path)).isDirectory()) return [entry];
    const names = (await readdir(path, { withFileTypes: true }))
      .filter((found) => !found.isDirectory() && /\.ya?ml$/.test(found.name))
      .map((found) => join(entry, found.name))
      .toSorted();
    if (names.length === 0) complain(entry, 'The folder holds no file that ends in .yml or .yaml.');
    return names;
  } catch (error) {
    complain(entry, `This cannot be read: ${whyUnreadable(error)}.`, {
      hint: 'Look at the path given with `--config`.',
    });
    return [];
  }
}

async function readSource(
  file: string,
  context: FilterContext,
  complain: FileComplaint,
): Promise<SourceText | undefined> {
  try {
    const bytes = await readFile(resolve(context.workingDirectory, file));
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return unfilteredText(file, text.replaceAll('\r\n', '\n'));
  } catch (error) {
    const message =
      error instanceof TypeError
        ? 'The file is not text in UTF-8.'
        : `This cannot be read: ${whyUnreadable(error)}.`;
    complain(file, message);
    return undefined;
  }
}

function applyFilters(
  source: SourceText,
  filters: readonly Filter[],
  { context, complain }: { context: FilterContext; complain: FileComplaint },
): SourceText | undefined {
  try {
    return filters.reduce((text, filter) => filter(text, context), source);
  } catch (error) {
    if (!(error instanceof FilterError)) throw error;
    complain(source.file, error.message, { line: error.line, column: error.column, hint: error.hint });
    return undefined;
  }
}
