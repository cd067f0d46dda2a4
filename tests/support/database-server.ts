import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { findFreePort } from './free-port.ts';

/** On a busy machine. */
const startLimitMs = 60_000;

/** A real database server of a test, with a folder of its own under the system's temporary folder. */
export interface DatabaseServer {
  readonly port: number;
  readonly folder: string;
  /** Ends the process; SIGQUIT where the test wants an accident. */
  stop(signal?: NodeJS.Signals): Promise<void>;
  /** Starts it again on the same port with what it held. */
  start(): Promise<void>;
  /** Ends it for good and removes its folder. */
  close(): Promise<void>;
}

/** What a server's program is told; each is given the folder and the port. */
export interface DatabaseProgram {
  readonly name: string;
  /** The account that it runs as where the test is root, which such servers refuse. */
  readonly account: string;
  /** Makes an empty data folder. */
  readonly prepare: (place: DatabasePlace) => readonly string[];
  /** Further files in the folder, which only the server may read, by their paths. */
  readonly files?: Readonly<Record<string, string>>;
  readonly serve: (place: DatabasePlace) => readonly string[];
  /** A command that succeeds once the server takes statements: it opens its port a while before. */
  readonly ask: (place: DatabasePlace) => readonly string[];
}

/** A server's certificate and its key, as PEM text. */
export interface ServerPem {
  readonly certificate: string;
  readonly key: string;
}

/** Where a server keeps its data and listens. */
export interface DatabasePlace {
  readonly folder: string;
  readonly port: number;
}

/** Starts a database server on a free loopback port with empty data, and waits until it takes statements. */
export async function startDatabaseServer(program: DatabaseProgram): Promise<DatabaseServer> {
  const port = await findFreePort();
  const folder = mkdtempSync(join(tmpdir(), `gatehouse-${program.name}-`));
  const place = { folder, port };
  const owner = process.getuid?.() === 0 ? idsOf(program.account) : undefined;
  if (owner !== undefined) chownSync(folder, owner.uid, owner.gid);
  const options = { cwd: folder, env: { ...process.env, TZ: 'Asia/Kathmandu', LC_ALL: 'C' }, ...owner };
  const [prepare = '', ...prepareWords] = program.prepare(place);
  execFileSync(prepare, prepareWords, { ...options, stdio: 'pipe' });
  for (const [path, text] of Object.entries(program.files ?? {})) {
    writeFileSync(join(folder, path), text, { mode: 0o600 });
    if (owner !== undefined) chownSync(join(folder, path), owner.uid, owner.gid);
  }

  let child: ChildProcess | undefined;
  const start = async () => {
    const [command = '', ...words] = program.serve(place);
    child = spawn(command, words, { ...options, stdio: 'ignore' });
    await waitUntilReady(program.ask(place), child);
  };
  const stop = async (signal: NodeJS.Signals = 'SIGTERM') => {
    const ending = child;
    child = undefined;
    if (ending === undefined || ending.exitCode !== null || ending.signalCode !== null) return;
    ending.kill(signal);
    await once(ending, 'exit');
  };
  await start();
  return {
    port,
    folder,
    start,
    stop,
    async close() {
      await stop('SIGQUIT');
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function idsOf(account: string): { readonly uid: number; readonly gid: number } {
  const id = (flag: string) => Number(execFileSync('id', [flag, account], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

async function waitUntilReady(
  [command = '', ...words]: readonly string[],
  child: ChildProcess,
): Promise<void> {
  const endMs = performance.now() + startLimitMs;
  for (;;) {
    const said = await promisify(execFile)(command, words).then(
      () => undefined,
      (error: unknown) => String(error),
    );
    if (said === undefined) return;
    if (child.exitCode !== null) throw new Error(`the database server ended with code ${child.exitCode}`);
    if (performance.now() > endMs) throw new Error(`the database server does not get ready: ${said}`);
    await delay(50);
  }
}
