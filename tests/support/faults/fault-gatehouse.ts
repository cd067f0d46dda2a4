import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../../../src/cli/run.ts';
import type { Clock } from '../../../src/lib/clock.ts';
import { systemClock } from '../../../src/lib/clock.ts';
import { type GatehouseProcess, startGatehouseProcess, writeGatehouseFiles } from '../gatehouse-process.ts';
import { startTestGatehouse } from '../test-gatehouse.ts';
import { createTestingIo } from '../testing-io.ts';
import { directDoor, type FaultDoor } from './fault-door.ts';
import { faultPeople, faultTotpSecret, faultUsersFile } from './fault-people.ts';

/** A Gatehouse that is to be broken, or whose surroundings are. */
export interface FaultGatehouse {
  readonly port: number;
  readonly door: FaultDoor;
  /** All that it said so far. */
  log(): string;
  close(): Promise<void>;
}

/** One that runs as a process of its own. */
export interface FaultGatehouseProcess extends FaultGatehouse {
  /** Starts it, once more where it was ended, and waits until it serves. */
  start(): Promise<void>;
  /** Ends it and waits until it is gone; gives its exit code. */
  end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
}

/** What differs between one fault and the next. */
export interface FaultGatehouseOptions {
  readonly name: string;
  /** Where it may make a folder of its own. */
  readonly folder: string;
  /** Further keys of `session`. */
  readonly session?: Readonly<Record<string, unknown>>;
  /** `storage`; default: SQLite in its folder. */
  readonly storage?: Readonly<Record<string, unknown>>;
  /** Further top-level keys. */
  readonly keys?: Readonly<Record<string, unknown>>;
  readonly clock?: Clock;
}

/** Starts one in this process, by the real wiring. */
export async function startFaultGatehouse(options: FaultGatehouseOptions): Promise<FaultGatehouse> {
  const folder = await makeFolder(options);
  const gatehouse = await startTestGatehouse({
    folder,
    clock: options.clock ?? systemClock,
    configuration: faultKeys(options, folder),
  });
  await enrolEverybody(folder);
  const { port } = gatehouse;
  return {
    port,
    door: directDoor(options.name, port),
    log: () => gatehouse.log(),
    close: () => gatehouse.close(),
  };
}

/** One as a process of its own, which is not started yet. */
export async function createFaultGatehouseProcess(
  options: FaultGatehouseOptions,
): Promise<FaultGatehouseProcess> {
  const folder = await makeFolder(options);
  const port = await writeGatehouseFiles(folder, faultKeys(options, folder));
  const all: GatehouseProcess[] = [];
  const end = async (signal: 'SIGTERM' | 'SIGKILL') => {
    all.at(-1)?.signal(signal);
    return (await all.at(-1)?.ended) ?? null;
  };
  return {
    port,
    door: directDoor(options.name, port),
    log: () => all.map((one) => `${one.stdout()}${one.stderr()}`).join(''),
    async start() {
      const started = startGatehouseProcess(['--config', 'configuration.yml'], folder);
      all.push(started);
      await started.until(() => started.stdout().includes('Gatehouse is ready'));
      if (all.length === 1) await enrolEverybody(folder);
    },
    end,
    close: async () => void (await end('SIGKILL')),
  };
}

async function makeFolder({ folder, name }: FaultGatehouseOptions): Promise<string> {
  const own = join(folder, name);
  await mkdir(own);
  await writeFile(join(own, 'people.yml'), faultUsersFile());
  return own;
}

function faultKeys(
  { session, storage, keys }: FaultGatehouseOptions,
  folder: string,
): Record<string, unknown> {
  return {
    authentication_backend: { file: { path: join(folder, 'people.yml') } },
    access_control: {
      default_policy: 'deny',
      rules: [
        { domain: 'public.example.com', policy: 'bypass' },
        { domain: 'app.example.com', policy: 'one_factor' },
        { domain: 'secure.example.com', policy: 'two_factor' },
      ],
    },
    administration: { group: 'admins' },
    session: {
      secret: 'a secret that all instances share',
      cookies: [{ domain: 'example.com', authelia_url: 'https://auth.example.com' }],
      ...session,
    },
    // Everybody proves a second factor more often than codes change, and all from one address.
    totp: { disable_reuse_security_policy: true },
    server: { endpoints: { rate_limits: { second_factor_totp: { enable: false } } } },
    ...(storage === undefined
      ? {}
      : { storage: { encryption_key: 'a key of twenty characters', ...storage } }),
    ...keys,
  };
}

async function enrolEverybody(folder: string): Promise<void> {
  for (const { username } of faultPeople) {
    await command(folder, `storage user totp generate ${username} --force --secret ${faultTotpSecret}`);
  }
}

async function command(folder: string, words: string): Promise<void> {
  const { io, written } = createTestingIo();
  const code = await run([...words.split(' '), '--config', join(folder, 'configuration.yml')], io);
  if (code !== 0) throw new Error(`${words}: ${written.out}${written.err}`);
}
