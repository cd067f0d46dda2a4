import { request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, test } from 'vitest';
import { contractPeople } from '../../../src/users/backend.contract.ts';
import type { LogLine } from '../../support/collecting-log.ts';
import { createFrozenClock } from '../../support/frozen-clock.ts';
import { createLdapConfig, ldapKeys } from '../../support/ldap-config.ts';
import { contractEntries, groupEntry, personDn, personEntry } from '../../support/ldap-people.ts';
import { appErrorOf, createLdapWorld } from '../../support/ldap-world.ts';
import { describeWithSlapd, type Slapd, startSlapd } from '../../support/slapd.ts';
import { createTemporaryFolder } from '../../support/temporary-folder.ts';
import { testConfiguration } from '../../support/test-configuration.ts';
import { startTestGatehouse } from '../../support/test-gatehouse.ts';

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

const { john } = contractPeople;
const lossAndRecovery = [
  'error the LDAP directory is lost: nobody can sign in until it is back; who is signed in stays so',
  'info the LDAP directory is back',
];
const messagesOf = (lines: readonly LogLine[]) => lines.map(({ level, msg }) => `${level} ${msg}`);

/** Tries until work succeeds; gives up with the last error. */
async function untilBack(work: () => Promise<unknown>, limitMs = 10_000): Promise<void> {
  const endMs = performance.now() + limitMs;
  for (;;) {
    try {
      await work();
      return;
    } catch (error) {
      if (performance.now() > endMs) throw error;
      await delay(20);
    }
  }
}

async function startDirectory(entries = contractEntries()): Promise<Slapd> {
  const slapd = await startSlapd({ entries });
  cleanups.push(() => slapd.close());
  return slapd;
}

describeWithSlapd('a directory that is slow or gone', () => {
  async function createWorld(keys: Readonly<Record<string, unknown>> = {}) {
    const slapd = await startDirectory();
    const world = createLdapWorld(createLdapConfig(slapd, { timeout: '500ms', ...keys }));
    cleanups.push(() => world.backend.close());
    await world.backend.check();
    return { slapd, ...world };
  }

  test.each(['SIGTERM', 'SIGKILL'] as const)(
    'that ends (%s) is noticed at once, and so is its return',
    async (signal) => {
      const { slapd, backend, lines } = await createWorld();
      expect(await backend.find('john')).toBeDefined();
      await slapd.stop(signal);
      // Listened to at once, all of them: a rejection that nobody waits for yet ends the run.
      const errors = await Promise.all(
        [backend.find('john'), backend.checkPassword('john', john.password), backend.find('nobody')].map(
          appErrorOf,
        ),
      );
      for (const { code } of errors) expect(code).toBe('user-backend-unavailable');
      await slapd.start();
      await untilBack(() => backend.find('john'));
      expect(await backend.checkPassword('john', john.password)).toMatchObject({ outcome: 'right' });
      expect(messagesOf(lines)).toEqual(lossAndRecovery);
    },
  );

  test('that was started anew while nobody asked is used as if nothing had been', async () => {
    const { slapd, backend, lines } = await createWorld();
    await slapd.stop();
    await slapd.start();
    expect(await backend.find('john')).toBeDefined();
    expect(lines).toEqual([]);
  });

  test('that keeps silent makes nobody wait for longer than its timeout, and is no wrong password', async () => {
    const { slapd, backend, lines } = await createWorld();
    slapd.freeze();
    const works = Array.from({ length: 50 }, (_, index) =>
      appErrorOf(index % 2 === 0 ? backend.find('john') : backend.checkPassword('john', john.password)),
    );
    const codes = new Set((await Promise.all(works)).map(({ code }) => code));
    expect(codes).toEqual(new Set(['user-backend-unavailable']));
    slapd.thaw();
    await untilBack(() => backend.find('john'));
    expect(messagesOf(lines)).toEqual(lossAndRecovery);
  });

  test.each([
    ['a pool of two connections', { pooling: { enable: true, count: 2 } }],
    ['no pool', { pooling: { enable: false } }],
  ])('200 sign-ins at once get through over %s', async (_what, keys) => {
    const { backend, lines } = await createWorld({ ...keys, timeout: '5s' });
    const checks = await Promise.all(
      Array.from({ length: 200 }, (_, index) =>
        backend.checkPassword('john', index % 4 === 0 ? 'no' : john.password),
      ),
    );
    expect(checks.map(({ outcome }) => outcome)).toEqual(
      Array.from({ length: 200 }, (_, index) => (index % 4 === 0 ? 'wrong' : 'right')),
    );
    expect(lines.filter(({ level }) => level === 'error')).toEqual([]);
  });
});

const people = Array.from({ length: 200 }, (_, index) => `user${index}`);
const password = 'the password of everybody';
const portal = 'https://auth.example.com';

describeWithSlapd('a directory that is killed in the middle of 200 sessions', () => {
  async function createWorld() {
    const slapd = await startDirectory(
      [
        contractEntries(),
        ...people.map((username) => personEntry({ username, displayName: username, mails: [], password })),
        groupEntry('everybody', people),
      ].join('\n\n'),
    );
    const folder = await createTemporaryFolder('ldap-outage');
    cleanups.push(() => folder.remove());
    const clock = createFrozenClock();
    const gatehouse = await startTestGatehouse({
      folder: folder.path,
      clock,
      configuration: {
        ...testConfiguration(
          { domain: 'example.com', portal },
          { domain: 'example.org', portal: 'https://auth.example.org' },
        ),
        authentication_backend: { ldap: ldapKeys(slapd), refresh_interval: '1m' },
      },
    });
    cleanups.push(() => gatehouse.close());
    const send = (path: string, headers: Record<string, string>, body?: string) =>
      sendTo(gatehouse.port, { path, headers, ...(body === undefined ? {} : { body }) });
    const signIn = (username: string, typed = password) =>
      send(
        '/api/firstfactor',
        {
          host: 'auth.example.com',
          'x-forwarded-proto': 'https',
          'x-forwarded-host': 'auth.example.com',
          'content-type': 'application/json',
          origin: portal,
        },
        JSON.stringify({ username, password: typed }),
      );
    const ask = (cookie: string) =>
      send('/api/authz/auth-request', {
        'x-original-url': 'https://app.example.com/',
        'x-original-method': 'GET',
        cookie,
      });
    return { slapd, clock, gatehouse, signIn, ask };
  }

  test('ends no session, lets nobody in, and is used again within seconds of its return', async () => {
    const { slapd, clock, gatehouse, signIn, ask } = await createWorld();
    const signedIn = await Promise.all(people.map((username) => signIn(username)));
    expect(new Set(signedIn.map(({ status }) => status))).toEqual(new Set([200]));
    const cookies = signedIn.map(({ cookie }) => cookie);
    const statuses = async () => new Set((await Promise.all(cookies.map(ask))).map(({ status }) => status));
    expect(await statuses()).toEqual(new Set([200]));

    // Half of the questions are under way while it dies; every session's user is due to be looked up.
    clock.advance(61_000);
    const during = statuses();
    await slapd.stop('SIGKILL');
    expect(await during).toEqual(new Set([200]));
    for (let time = 0; time < 3; time++) {
      clock.advance(11_000);
      expect(await statuses()).toEqual(new Set([200]));
    }
    for (const [username, typed] of [
      ['user1', password],
      ['user1', 'wrong'],
      ['nobody', password],
    ] as const) {
      const { status, text } = await signIn(username, typed);
      expect([status, JSON.parse(text)]).toEqual([
        503,
        { status: 'KO', message: 'Users cannot be looked up at the moment.' },
      ]);
    }

    await slapd.start();
    await slapd.modify(`dn: ${personDn('user0')}\nchangetype: delete\n`);
    await untilBack(async () => expect((await signIn('user1')).status).toBe(200));
    clock.advance(11_000);
    const after = await Promise.all(cookies.map(ask));
    expect(after.map(({ status }) => status)).toEqual(
      people.map((username) => (username === 'user0' ? 401 : 200)),
    );
    const logged = gatehouse
      .log()
      .split('\n')
      .filter((line) => line.includes('LDAP directory'));
    expect(logged.map((line) => JSON.parse(line)).map(({ level, msg }) => `${level} ${msg}`)).toEqual(
      lossAndRecovery,
    );
    expect(gatehouse.log()).not.toContain(password);
  });
});

interface Sent {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

function sendTo(
  port: number,
  { path, headers, body }: Sent,
): Promise<{ readonly status: number; readonly cookie: string; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const method = body === undefined ? 'GET' : 'POST';
    const outgoing = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (incoming) => {
      let text = '';
      incoming.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      incoming.on('end', () => {
        const cookie = incoming.headers['set-cookie']?.[0]?.split(';', 1)[0] ?? '';
        resolve({ status: incoming.statusCode ?? 0, cookie, text });
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
