import { type ChildProcess, spawn } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { stringify } from 'yaml';
import { findFreePort } from './free-port.ts';
import { usersFile } from './people.ts';
import { projectRoot } from './project-root.ts';

/** `gatehouse` as a process of its own. */
export interface GatehouseProcess {
  stdout(): string;
  stderr(): string;
  signal(name: NodeJS.Signals): void;
  /** Its exit code, once it has ended; null where a signal ended it. */
  readonly ended: Promise<number | null>;
  /** Waits until that condition holds; fails, with all that was said, when the process ends before or nothing comes of it in time. */
  until(condition: () => boolean, limitMs?: number): Promise<void>;
}

/** On a busy machine. */
const usualLimitMs = 60_000;
const pollMs = 20;

/** Runs the command line of this project in a folder, with nothing of our own environment that it could read. */
export function startGatehouseProcess(args: readonly string[], folder: string): GatehouseProcess {
  const environment = Object.entries(process.env).filter(([name]) => !name.includes('AUTHELIA_'));
  const child = spawn(process.execPath, [join(projectRoot, 'src/main.ts'), ...args], {
    cwd: folder,
    env: { ...Object.fromEntries(environment), NO_COLOR: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return watch(child);
}

/** A process that was started elsewhere, with what it says. */
export function watch(child: ChildProcess): GatehouseProcess {
  const said = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name]?.on('data', (chunk: Buffer) => (said[name] += chunk.toString()));
  }
  let isOver = false;
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      isOver = true;
      resolve(code);
    });
  });
  return {
    stdout: () => said.stdout,
    stderr: () => said.stderr,
    signal: (name) => void child.kill(name),
    ended,
    async until(condition, limitMs = usualLimitMs) {
      const deadline = Date.now() + limitMs;
      while (!condition()) {
        if (isOver || Date.now() > deadline)
          throw new Error(`it did not happen:\n${said.stdout}${said.stderr}`);
        await delay(pollMs);
      }
    },
  };
}

/**
 * Writes a small configuration with its users file; keys given replace the ones made here, those of `server` come on top. Gives the port
 * that it is to listen on.
 */
export async function writeGatehouseFiles(
  folder: string,
  { server, ...keys }: Readonly<Record<string, unknown>> & { readonly server?: object } = {},
): Promise<number> {
  const port = await findFreePort();
  await writeFile(join(folder, 'users.yml'), usersFile());
  const configuration = {
    server: { address: `tcp://127.0.0.1:${port}/`, ...server },
    authentication_backend: { file: { path: join(folder, 'users.yml') } },
    session: {
      cookies: [{ domain: 'example.com', authelia_url: 'https://auth.example.com' }],
    },
    storage: {
      encryption_key: 'a key of twenty characters',
      local: { path: join(folder, 'db.sqlite3') },
    },
    identity_validation: { reset_password: { jwt_secret: 'a secret of the tests' } },
    notifier: { filesystem: { filename: join(folder, 'messages.txt') } },
    access_control: {
      default_policy: 'deny',
      rules: [{ domain: 'app.example.com', policy: 'one_factor' }],
    },
    ...keys,
  };
  await writeFile(join(folder, 'configuration.yml'), stringify(configuration));
  return port;
}
