import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DestinationStream } from 'pino';
import { stringify } from 'yaml';
import { startGatehouse } from '../../src/app.ts';
import { loadConfig } from '../../src/config/load.ts';
import type { Clock } from '../../src/lib/clock.ts';
import { createLog } from '../../src/lib/log.ts';
import { systemRandom } from '../../src/lib/random.ts';
import { findFreePort } from './free-port.ts';
import { usersFile } from './people.ts';

/** A Gatehouse under test, started by the real wiring from a real configuration file. */
export interface TestGatehouse {
  readonly port: number;
  /** All that it logged so far, one JSON object a line. */
  log(): string;
  close(): Promise<void>;
}

/** What a test decides; the rest is the smallest configuration that works. */
export interface TestGatehouseOptions {
  /** Where the configuration and the users file are written. */
  readonly folder: string;
  readonly clock: Clock;
  /** Top-level keys as an operator writes them; they replace the ones made here, those of `server` come on top. */
  readonly configuration: Readonly<Record<string, unknown>> & { readonly server?: object };
  /** Whether the keys made here are written as Authelia 4.12 to 4.37 had them. Default: today's. */
  readonly isOldForm?: boolean;
  /** The sub-path that it is reached under. Default: `/`. */
  readonly path?: string;
  /** `server.endpoints`, today's form only. */
  readonly endpoints?: Readonly<Record<string, unknown>>;
}

/** Writes the files, loads them as `gatehouse --config` does and starts. Fails with all problems where there is an error. */
export async function startTestGatehouse(options: TestGatehouseOptions): Promise<TestGatehouse> {
  const port = await findFreePort();
  const file = await writeConfiguration(options, port);
  const { config, problems } = await loadConfig({
    files: [file],
    environment: {},
    workingDirectory: options.folder,
    random: systemRandom,
  });
  if (config === undefined)
    throw new Error(`the configuration has errors: ${JSON.stringify(problems, undefined, 2)}`);
  let said = '';
  const destination: DestinationStream = { write: (line) => (said += line) };
  const log = createLog('trace', destination);
  const gatehouse = await startGatehouse({ config, log, clock: options.clock });
  return { port, log: () => said, close: () => gatehouse.close() };
}

async function writeConfiguration(options: TestGatehouseOptions, port: number): Promise<string> {
  const usersPath = join(options.folder, 'users.yml');
  await writeFile(usersPath, usersFile());
  const file = join(options.folder, 'configuration.yml');
  const made = options.isOldForm ? oldKeys(port) : todaysKeys(port, options);
  const { server, ...others } = options.configuration;
  const configuration = {
    ...made,
    storage: {
      encryption_key: 'a key of twenty characters',
      local: { path: join(options.folder, 'db.sqlite3') },
    },
    notifier: { filesystem: { filename: join(options.folder, 'messages.txt') } },
    authentication_backend: { file: { path: usersPath } },
    ...others,
    ...(server === undefined ? {} : { server: { ...made.server, ...server } }),
  };
  await writeFile(file, stringify(configuration));
  return file;
}

type MadeKeys = Readonly<Record<string, unknown>> & { readonly server?: object };

function todaysKeys(port: number, { path = '/', endpoints = {} }: TestGatehouseOptions): MadeKeys {
  return {
    server: { address: `tcp://127.0.0.1:${port}${path}`, endpoints },
    identity_validation: { reset_password: { jwt_secret: 'a secret of the tests' } },
  };
}

function oldKeys(port: number): MadeKeys {
  return { host: '127.0.0.1', port, log_level: 'debug', jwt_secret: 'a secret of the tests' };
}
