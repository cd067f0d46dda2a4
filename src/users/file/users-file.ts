import { readFile, writeFile } from 'node:fs/promises';
import type { ConfigProblem } from '../../config/problem.ts';
import type { FileBackendConfig } from '../../config/sections/authentication-backend.ts';
import { AppError } from '../../lib/app-error.ts';
import { errorCode } from '../../lib/error-code.ts';
import type { Log } from '../../lib/log.ts';
import type { Random } from '../../lib/random.ts';
import { reasonOf } from '../../lib/reason-of.ts';
import { UsersFileError } from '../users-file-error.ts';
import { replaceFile } from './replace-file.ts';
import { replacePassword } from './replace-password.ts';
import { createSerialQueue } from './serial-queue.ts';
import { type ReadDirectory, readUserDirectory, type UserDirectory } from './user-directory.ts';
import { usersTemplate } from './users-template.ts';

/** A users file on the disk and the people it held when it was read last. */
export interface UsersFile {
  /** The people of the last reading that had no errors. Throws `AppError` `user-backend-unavailable` before the first. */
  directory(): UserDirectory;
  /** Reads the file; throws `UsersFileError` where it cannot be used. A missing one is made from a template, and that is an error too. */
  load(): Promise<void>;
  /** Reads the file where it changed. Whatever is wrong goes to the log and leaves the people as they were. */
  reload(): Promise<void>;
  /** Writes another digest for one user, and nothing else, into the file. Throws `AppError` where that cannot be done. */
  setDigest(username: string, digest: string): Promise<void>;
  /** Waits for what is under way. */
  close(): Promise<void>;
}

interface Loaded {
  readonly text: string;
  readonly directory: UserDirectory;
}

/** The users file of a configuration. It is read and written in turn, so that no reading undoes a writing that it overlapped. */
export function createUsersFile({
  config,
  log,
  random,
}: {
  readonly config: FileBackendConfig;
  readonly log: Log;
  readonly random: Random;
}): UsersFile {
  const file = config.path;
  const inTurn = createSerialQueue();
  let loaded: Loaded | undefined;

  function use(text: string): ReadDirectory {
    const read = readUserDirectory(text, config);
    if (read.directory === undefined) throw new UsersFileError(read.problems);
    loaded = { text, directory: read.directory };
    return read;
  }

  async function load(): Promise<void> {
    const { problems } = use(await readOrMake(file));
    logProblems(log, problems);
  }

  async function reload(): Promise<void> {
    try {
      const text = await readFile(file, 'utf8');
      // Our own writes end here, and so do editors that empty a file before they fill it.
      if (text === loaded?.text || text.trim() === '') return;
      const { directory, problems } = use(text);
      log.info({ file, users: directory?.users.size }, 'read the changed users file');
      logProblems(log, problems);
    } catch (error) {
      log.error({ file }, 'the changed users file cannot be used: the users stay as they were');
      if (error instanceof UsersFileError) logProblems(log, error.problems);
      else log.error({ err: error }, 'could not read the users file');
    }
  }

  async function setDigest(username: string, digest: string): Promise<void> {
    const before = await readFile(file, 'utf8').catch((cause) => {
      throw cannotStore('the users file cannot be read', cause);
    });
    const text = changeDigest(before, { username, digest, config });
    await replaceFile(file, text, random).catch((cause) => {
      throw cannotStore('the users file cannot be written', cause);
    });
    use(text);
  }

  return {
    directory() {
      if (loaded === undefined) {
        throw new AppError('user-backend-unavailable', 'Users cannot be looked up at the moment.', {
          detail: 'the users file was not read yet',
        });
      }
      return loaded.directory;
    },
    load: () => inTurn(load),
    reload: () => inTurn(reload),
    setDigest: (username, digest) => inTurn(() => setDigest(username, digest)),
    close: () => inTurn(async () => {}),
  };
}

async function readOrMake(file: string): Promise<string> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (errorCode(error) !== 'ENOENT')
      throw unreadable(file, `It cannot be read: ${reasonOf(error)}.`, undefined);
  }
  try {
    await writeFile(file, usersTemplate, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    throw unreadable(
      file,
      `It does not exist, and an example could not be written: ${reasonOf(error)}.`,
      undefined,
    );
  }
  throw unreadable(
    file,
    'It did not exist. An example with one disabled user has been written there.',
    'Put your users into it and start again.',
  );
}

function unreadable(file: string, message: string, hint: string | undefined): UsersFileError {
  const source = { kind: 'file', file, line: undefined, column: undefined } as const;
  return new UsersFileError([{ severity: 'error', keyPath: '', message, hint, source }]);
}

/** The new text, once reading it back has shown that it changes the digest of this user and of no one else. */
function changeDigest(
  before: string,
  change: { readonly username: string; readonly digest: string; readonly config: FileBackendConfig },
): string {
  const { username, digest, config } = change;
  const old = readUserDirectory(before, config).directory;
  if (old === undefined) throw cannotStore('the users file has errors');
  if (!old.users.has(username)) throw cannotStore('the user is no longer in the users file');
  const text = replacePassword(before, username, digest);
  const expected = digestsOf(old).set(username, digest);
  const found = digestsOf(readUserDirectory(text, config).directory);
  const isRight =
    found.size === expected.size && [...expected].every(([name, value]) => found.get(name) === value);
  if (!isRight) throw cannotStore('the entry of the user is written in a way that cannot be changed safely');
  return text;
}

function digestsOf(directory: UserDirectory | undefined): Map<string, string> {
  return new Map([...(directory?.users ?? [])].map(([name, { digestText }]) => [name, digestText]));
}

function cannotStore(detail: string, cause?: unknown): AppError {
  return new AppError('user-backend-unavailable', 'The password could not be stored.', { detail, cause });
}

function logProblems(log: Log, problems: readonly ConfigProblem[]): void {
  for (const { severity, message, keyPath, hint, source } of problems) {
    const place =
      source?.kind === 'file' ? { file: source.file, line: source.line, column: source.column } : {};
    log[severity === 'error' ? 'error' : 'warn']({ ...place, key: keyPath, hint }, message);
  }
}
