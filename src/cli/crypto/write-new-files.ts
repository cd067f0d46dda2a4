import { link, lstat, mkdir, open, rename, unlink } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { errorCode } from '../../lib/error-code.ts';
import { systemRandom } from '../../lib/random.ts';
import { CommandError } from '../command-error.ts';

/** A file that a command makes. */
export interface NewFile {
  readonly path: string;
  readonly content: string;
  /** Its permissions, whatever the umask says. */
  readonly mode: number;
}

/** How files are written. */
export interface WritingOptions {
  /** What relative paths start from. */
  readonly workingDirectory: string;
  /** Replaces files that are there; otherwise they stay, and nothing is written. */
  readonly isOverwriting: boolean;
  /** The permissions of folders that have to be made; 0700 unless said otherwise. */
  readonly folderMode?: number;
}

/** The permissions of what nobody else may read. */
export const ownerOnly = 0o600;

/** The permissions of what everybody may read. */
export const readableByAll = 0o644;

/** A file written beside the place that it is meant for. */
interface StagedFile {
  readonly path: string;
  readonly temporary: string;
}

/** Links are not there on every file system. */
const withoutLinks = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EXDEV']);

/**
 * Writes files whole or not at all, all of them or none: each is written and synced beside its place first. A file that is there already is
 * not touched unless that is wished. Throws `CommandError`.
 */
export async function writeNewFiles(files: readonly NewFile[], options: WritingOptions): Promise<void> {
  const absolute = files.map((file) => ({ ...file, path: resolve(options.workingDirectory, file.path) }));
  await refuseUnwritable(absolute, options);
  const staged: StagedFile[] = [];
  const placed: string[] = [];
  try {
    for (const file of absolute) staged.push(await stage(file, options));
    for (const file of staged) {
      await place(file, options);
      if (!options.isOverwriting) placed.push(file.path);
    }
  } catch (error) {
    await Promise.all(placed.map((path) => unlink(path).catch(() => undefined)));
    throw error instanceof CommandError ? error : unwritable(error);
  } finally {
    await Promise.all(staged.map(({ temporary }) => unlink(temporary).catch(() => undefined)));
  }
}

async function refuseUnwritable(files: readonly NewFile[], { isOverwriting }: WritingOptions): Promise<void> {
  const paths = files.map(({ path }) => path);
  const twice = paths.find((path, index) => paths.indexOf(path) !== index);
  if (twice !== undefined) throw new CommandError('usage', `Two files have the same name: ${twice}.`);
  if (isOverwriting) return;
  for (const path of paths) if (await isThere(path)) throw alreadyThere(path);
}

async function stage({ path, content, mode }: NewFile, { folderMode }: WritingOptions): Promise<StagedFile> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true, mode: folderMode ?? 0o700 });
  const temporary = join(folder, `.${basename(path)}.${systemRandom.bytes(8).toString('hex')}.tmp`);
  const file = await open(temporary, 'wx', ownerOnly);
  try {
    await file.chmod(mode);
    await file.writeFile(content);
    await file.sync();
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    throw error;
  } finally {
    await file.close();
  }
  return { path, temporary };
}

/** A link fails where there is a file already, which a rename does not. */
async function place({ path, temporary }: StagedFile, { isOverwriting }: WritingOptions): Promise<void> {
  if (isOverwriting) return rename(temporary, path);
  try {
    await link(temporary, path);
  } catch (error) {
    const code = errorCode(error) ?? '';
    if (code === 'EEXIST' || (await isThere(path))) throw alreadyThere(path);
    if (!withoutLinks.has(code)) throw error;
    await rename(temporary, path);
  }
}

async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '')) return false;
    throw unwritable(error);
  }
}

function alreadyThere(path: string): CommandError {
  return new CommandError(
    'failure',
    `${path} is there already: nothing was written. --overwrite replaces it.`,
  );
}

function unwritable(error: unknown): CommandError {
  const path = error instanceof Error && 'path' in error ? String(error.path) : 'The files';
  return new CommandError(
    'failure',
    `${path} cannot be written: it fails with ${errorCode(error) ?? 'an error'}.`,
  );
}
