import { writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { parse, stringify } from 'yaml';
import {
  type GatehouseProcess,
  startGatehouseProcess,
  writeGatehouseFiles,
} from '../support/gatehouse-process.ts';
import { people } from '../support/people.ts';
import { sendRaw } from '../support/send-raw.ts';
import { createTemporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';

// Sessions of a whole process that is stopped, killed and started anew, and commands beside it (departures.md §2).

let folder: TemporaryFolder;
let port: number;
let serving: GatehouseProcess | undefined;

beforeEach(async () => {
  folder = await createTemporaryFolder('sessions');
  port = await writeGatehouseFiles(folder.path, { log: { level: 'debug' } });
});
afterEach(async () => {
  await end('SIGKILL');
  await folder.remove();
});

async function start(): Promise<void> {
  const started = startGatehouseProcess(['--config', 'configuration.yml'], folder.path);
  serving = started;
  await started.until(() => started.stdout().includes('Gatehouse is ready'));
}

async function end(signal: NodeJS.Signals): Promise<void> {
  serving?.signal(signal);
  await serving?.ended;
  serving = undefined;
}

async function run(...args: string[]): Promise<GatehouseProcess & { readonly code: number | null }> {
  const process = startGatehouseProcess([...args, '--config', 'configuration.yml'], folder.path);
  return { ...process, code: await process.ended };
}

const portalHeaders = [
  ['X-Forwarded-Proto', 'https'],
  ['X-Forwarded-Host', 'auth.example.com'],
  ['X-Forwarded-For', '203.0.113.7'],
] as const;

async function signIn(cookie = ''): Promise<string> {
  const answer = await sendRaw(
    { port },
    {
      method: 'POST',
      target: '/api/firstfactor',
      headers: [
        ...portalHeaders,
        ['User-Agent', 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'],
        ...(cookie === '' ? [] : [['Cookie', cookie] as const]),
      ],
      body: JSON.stringify({ username: 'john', password: people.john.password }),
    },
  );
  expect(answer.status).toBe(200);
  return answer.header('Set-Cookie')?.split(';')[0] ?? '';
}

const signOut = (cookie: string) =>
  sendRaw(
    { port },
    { method: 'POST', target: '/api/logout', headers: [...portalHeaders, ['Cookie', cookie]], body: '{}' },
  );

async function check(cookie: string): Promise<number> {
  const headers = [
    ['X-Forwarded-Proto', 'https'],
    ['X-Forwarded-Host', 'app.example.com'],
    ['X-Forwarded-Uri', '/'],
    ['X-Forwarded-Method', 'GET'],
    ['X-Forwarded-For', '203.0.113.7'],
    ['Accept', 'application/json'],
    ['Cookie', cookie],
  ] as const;
  return (await sendRaw({ port }, { target: '/api/authz/forward-auth', headers })).status;
}

const checkAll = (cookies: readonly string[]) => Promise.all(cookies.map(check));

describe('sessions in memory', () => {
  test('survive a stop and a start, to the last sign-in', async () => {
    await start();
    const [kept, left] = [await signIn(), await signIn()];
    await signOut(left);
    await end('SIGTERM');
    await start();
    expect(await checkAll([kept, left])).toEqual([200, 401]);
  });

  test('survive kill -9 under sign-ins: none that was older than a second is lost, none that ended comes back', async () => {
    await start();
    const signedIn: { readonly cookie: string; readonly answeredAtMs: number }[] = [];
    const ended: string[] = [];
    let [answered, isKilled] = [0, false];
    const person = async () => {
      while (!isKilled) {
        // While two sign in at once for one name, one of them may have to wait.
        const cookie = await signIn().catch(() => undefined);
        if (isKilled) return;
        if (cookie === undefined) {
          await delay(20);
          continue;
        }
        signedIn.push({ cookie, answeredAtMs: performance.now() });
        answered += 1;
        if (answered % 3 !== 0) continue;
        const [goes] = signedIn.splice(0, 1);
        if (goes === undefined) continue;
        const answer = await signOut(goes.cookie).catch(() => undefined);
        if (answer?.status === 200) ended.push(goes.cookie);
      }
    };
    const visitors = [person(), person()];
    await expect.poll(() => signedIn.length > 10 && ended.length > 3, { timeout: 60_000 }).toBe(true);
    // Sign-ins go on while the first ones grow old.
    await delay(2500);
    const killedAtMs = performance.now();
    isKilled = true;
    await end('SIGKILL');
    await Promise.all(visitors);
    await start();
    const old = signedIn.filter(({ answeredAtMs }) => killedAtMs - answeredAtMs > 2000);
    expect(old.length).toBeGreaterThan(0);
    expect(new Set(await checkAll(old.map(({ cookie }) => cookie)))).toEqual(new Set([200]));
    expect(new Set(await checkAll(ended))).toEqual(new Set([401]));
  }, 120_000);

  test('a raise that was answered leaves no old cookie that works after kill -9', async () => {
    await start();
    const cookie = await signIn();
    const raised = await sendRaw(
      { port },
      {
        method: 'POST',
        target: '/api/firstfactor/reauthenticate',
        headers: [...portalHeaders, ['Cookie', cookie]],
        body: JSON.stringify({ password: people.john.password }),
      },
    );
    const newCookie = raised.header('Set-Cookie')?.split(';')[0] ?? '';
    await end('SIGKILL');
    await start();
    expect(await checkAll([cookie, newCookie])).toEqual([401, 200]);
  });

  test('of another key are nobody’s, and that is no error', async () => {
    await start();
    const cookie = await signIn();
    await end('SIGTERM');
    const file = join(folder.path, 'configuration.yml');
    const configuration = parse(await readFile(file, 'utf8'));
    configuration.session.secret = 'a secret that was not there before';
    writeFileSync(file, stringify(configuration));
    await start();
    expect(await check(cookie)).toBe(401);
    expect(await check(await signIn())).toBe(200);
  });

  test('are forgotten with the process where that is written', async () => {
    port = await writeGatehouseFiles(folder.path, {
      session: {
        keep_across_restarts: false,
        cookies: [{ domain: 'example.com', authelia_url: 'https://auth.example.com' }],
      },
    });
    await start();
    const cookie = await signIn();
    const listed = await run('session', 'list', '--user', 'john');
    expect([listed.code, listed.stderr()]).toEqual([1, expect.stringContaining('keep_across_restarts')]);
    await end('SIGTERM');
    await start();
    expect(await check(cookie)).toBe(401);
  });
});

describe('gatehouse session', () => {
  test('lists and ends sessions of the serving process, whose next answer knows it', async () => {
    await start();
    const cookies = [await signIn(), await signIn(), await signIn()];
    const ids = await listUntil(3);
    const one = await run('session', 'end', '--user', 'john', '--id', ids[0] ?? '');
    expect([one.code, one.stdout()]).toEqual([0, "Ended 1 session of user 'john'.\n"]);
    expect((await checkAll(cookies)).toSorted()).toEqual([200, 200, 401]);
    const none = await run('session', 'end', '--user', 'john', '--id', ids[0] ?? '');
    expect([none.code, none.stderr()]).toEqual([1, expect.stringContaining('no session with the id')]);
    const all = await run('session', 'end', '--user', 'john');
    expect([all.code, all.stdout(), all.stderr()]).toEqual([0, "Ended 2 sessions of user 'john'.\n", '']);
    expect(await checkAll(cookies)).toEqual([401, 401, 401]);
    expect((await run('session', 'list', '--user', 'john')).stdout()).toBe('No results.\n');
  });

  test('ends them while nothing serves, too', async () => {
    await start();
    const cookie = await signIn();
    await end('SIGTERM');
    const ended = await run('session', 'end', '--user', 'john');
    expect([ended.code, ended.stdout()]).toEqual([0, "Ended 1 session of user 'john'.\n"]);
    expect(ended.stderr()).toContain('No Gatehouse that serves has answered');
    await start();
    expect(await check(cookie)).toBe(401);
  });

  test.each([
    [['session', 'list'], '--user is needed'],
    [['session', 'list', '--user', 'john', '--id', 'x'], 'takes no --id'],
    [['session', 'end', 'john', '--user', 'john'], 'one argument too many'],
  ])('%j is told as wrong', async (args, words) => {
    const told = await run(...args);
    expect([told.code, told.stderr()]).toEqual([2, expect.stringContaining(words)]);
  });

  /** The ids of the list, once it has that many lines. */
  async function listUntil(count: number): Promise<readonly string[]> {
    let lines: readonly string[] = [];
    await expect
      .poll(
        async () => {
          const listed = await run('session', 'list', '--user', 'john');
          lines = listed.stdout().trimEnd().split('\n').slice(1);
          return lines.length;
        },
        { timeout: 30_000 },
      )
      .toBe(count);
    for (const line of lines)
      expect(line).toMatch(/^[\w-]{22} Firefox, Linux +203\.0\.113\.7 +example\.com /);
    return lines.map((line) => line.split(' ')[0] ?? '');
  }
});
