import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { WireAnswer } from '../support/http-client.ts';
import { createPortalWorld, type PortalWorld } from '../support/portal-world.ts';
import { cookieHeaderOf } from '../support/session-fixtures.ts';

const [start, finish, reset, elevation] = [
  '/api/reset-password/identity/start',
  '/api/reset-password/identity/finish',
  '/api/reset-password',
  '/api/user/session/elevation',
] as const;
const mailless = { username: 'mailless', displayName: 'No Mail', emails: [], groups: [] };
const john = { username: 'john', displayName: 'John Doe', emails: ['john.doe@example.com'], groups: ['dev'] };
const harry = { username: 'harry', displayName: 'Harry', emails: ['h@example.com'], groups: [] };
let world: PortalWorld;
beforeEach(async () => {
  world = await createPortalWorld({ users: { john, harry, mailless } });
});
afterEach(() => world.close());

const fifty = <T>(work: () => Promise<T>) => Promise.all(Array.from({ length: 50 }, work));
const isDone = (answer: WireAnswer) => answer.status === 200 && answer.text === '{"status":"OK"}';

async function mailedToken(username = 'john'): Promise<string> {
  await world.postJson(start, { username });
  await world.settled();
  const message = world.mail.sent.at(-1)?.message;
  return message?.kind === 'reset-link' ? (new URL(message.url).searchParams.get('token') ?? '') : '';
}

async function mailedCode(cookie: string): Promise<string> {
  await world.postJson(elevation, {}, { cookie });
  const message = world.mail.sent.at(-1)?.message;
  return message?.kind === 'one-time-code' ? message.code : '';
}

async function ticket(): Promise<string> {
  const answer = await world.postJson(finish, { token: await mailedToken() });
  return cookieHeaderOf(answer.setCookies[0] ?? '');
}

describe('mailcow CVE-2025-25198, couch-auth CVE-2025-70948: links in mails come from the configuration alone', () => {
  test.each<[string, Record<string, string>]>([
    ['a foreign X-Forwarded-Host', { 'x-forwarded-host': 'evil.example.org' }],
    ['a site beside the portal', { 'x-forwarded-host': 'evil.example.com' }],
    ['a Host that is foreign', { host: 'evil.example.org', 'x-forwarded-host': '' }],
    ['two hosts', { 'x-forwarded-host': 'auth.example.com, evil.example.org' }],
    ['userinfo', { 'x-forwarded-host': 'auth.example.com@evil.example.org' }],
    ['another port', { 'x-forwarded-host': 'auth.example.com:8443' }],
    ['plain http', { 'x-forwarded-proto': 'http' }],
    ['a Host beside X-Forwarded-Host', { host: 'evil.example.org' }],
    ['X-Host, X-Forwarded-Server, Forwarded', { 'x-host': 'evil.test', forwarded: 'host=evil.test' }],
    ['a prefix', { 'x-forwarded-prefix': '//evil.test' }],
  ])('%s', async (_, headers) => {
    await world.postJson(start, { username: 'john' }, headers);
    const cookie = await world.signIn();
    await world.postJson(elevation, {}, { cookie, ...headers });
    await world.settled();
    const urls = world.mail.sent.flatMap(({ message }) => {
      if (message.kind === 'event') return [];
      return message.kind === 'reset-link' ? [message.url, message.revocationUrl] : [message.revocationUrl];
    });
    expect(urls.map((url) => new URL(url).origin)).toEqual(urls.map(() => 'https://auth.example.com'));
    expect(JSON.stringify(world.mail.sent)).not.toContain('evil');
  });
});

test('Better Auth, VoidAuth: whether there is an account, it is disabled or has a mail address, the answer is the same, given before anybody is looked up', async () => {
  let isLookedUp = false;
  const { promise, resolve } = Promise.withResolvers<void>();
  const directory = { ...world.users };
  world.users.find = async (login) => {
    isLookedUp = true;
    await promise;
    return directory.find(login);
  };
  const answers = [];
  for (const username of ['john', 'JOHN', 'nobody', 'mailless', 'a\u0000b', 'x'.repeat(256)]) {
    answers.push(await world.postJson(start, { username }));
  }
  expect(isLookedUp).toBe(true);
  expect(new Set(answers.map(({ status, text }) => `${status} ${text}`))).toEqual(
    new Set(['200 {"status":"OK"}']),
  );
  const shapeOf = ({ headers }: WireAnswer) => Object.keys(headers).toSorted().join();
  expect(new Set(answers.map(shapeOf)).size).toBe(1);
  resolve();
  await world.settled();
  expect(world.mail.sent.map(({ recipient }) => recipient.address)).toEqual([
    'john.doe@example.com',
    'john.doe@example.com',
  ]);
});

test('authentik GHSA-qgqp-xh8r-v73r: a mail goes where the directory says, whatever else a request names', async () => {
  const foreign = { email: 'evil@example.org', emails: ['evil@example.org'], to: 'evil@example.org' };
  await world.postJson(start, { username: 'john', ...foreign });
  await world.postJson(elevation, foreign, { cookie: await world.signIn() });
  await world.settled();
  expect(world.mail.sent.map(({ recipient }) => recipient.address)).toEqual([
    'john.doe@example.com',
    'john.doe@example.com',
  ]);
});

describe('NocoDB CVE-2026-47386, Zitadel CVE-2025-46815: of fifty redemptions at once', () => {
  test('one code opens one session', async () => {
    const cookie = await world.signIn();
    const body = JSON.stringify({ otc: await mailedCode(cookie) });
    const answers = await fifty(() =>
      world.send({ method: 'PUT', path: elevation, headers: { cookie }, body }),
    );
    expect(answers.filter(isDone)).toHaveLength(1);
  });

  test('one link gives one ticket', async () => {
    const token = await mailedToken();
    const answers = await fifty(() => world.postJson(finish, { token }));
    expect(answers.filter(isDone)).toHaveLength(1);
    expect(answers.flatMap(({ setCookies }) => setCookies)).toHaveLength(1);
  });

  test('one ticket sets one password', async () => {
    const cookie = await ticket();
    const set: string[] = [];
    world.users.setPassword = (username, password) => {
      set.push(`${username} ${password}`);
      return Promise.resolve();
    };
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, index) =>
        world.postJson(reset, { password: `password ${index}` }, { cookie }),
      ),
    );
    expect(answers.filter(isDone)).toHaveLength(1);
    expect(set).toHaveLength(1);
  });
});

describe('authentik CVE-2026-49443: no step is passed empty or out of turn', () => {
  const ways: readonly ['POST' | 'PUT' | 'DELETE', string][] = [
    ['POST', start],
    ['POST', finish],
    ['POST', reset],
    ['DELETE', reset],
    ['PUT', elevation],
    ['POST', '/api/change-password'],
  ];
  test.each(ways)('%s %s', async (method, path) => {
    const cookie = `${await world.signIn()}; ${await ticket()}`;
    const mails = world.mail.sent.length;
    for (const body of ['', '{}', '[]', 'null', '{"token":"","otc":"","username":"","password":""}']) {
      const answer = await world.send({ method, path, headers: { cookie }, body });
      expect([answer.text, answer.setCookies], body).not.toEqual(['{"status":"OK"}', []]);
      expect(answer.text).not.toContain('"OK"');
    }
    await world.settled();
    expect([world.mail.sent.length, world.passwords.size]).toEqual([mails, 0]);
  });

  test('a password before any link, or with the ticket of nobody', async () => {
    for (const cookie of ['', 'gatehouse_password_reset=x', `${await ticket()}; ${await ticket()}`]) {
      const answer = await world.postJson(
        reset,
        { username: 'john', password: 'a new password' },
        { cookie },
      );
      expect(answer.json()).toEqual({ status: 'KO', message: 'Unable to reset your password.' });
    }
    expect(world.passwords.size).toBe(0);
  });
});

test('Better Auth CVE-2025-61928: whose password is reset comes from the link, not from the body', async () => {
  const cookie = `${await world.signIn('harry')}; ${await ticket()}`;
  await world.postJson(reset, { username: 'harry', password: 'a new password' }, { cookie });
  expect([...world.passwords.keys()]).toEqual(['john']);
});

test('Keycloak CVE-2026-4634, Kanidm: a password of 1 MB is refused before any work', async () => {
  const huge = 'x'.repeat(1_048_576);
  const cookie = await ticket();
  for (const [path, body] of [
    [reset, { password: huge }],
    ['/api/change-password', { old_password: huge, new_password: huge }],
    [start, { username: huge }],
    [finish, { token: huge }],
  ] as const) {
    const answer = await world.postJson(path, body, { cookie });
    expect(answer.status, path).toBe(413);
  }
  expect(world.door.attempts).toEqual([]);
});

test('authentik CVE-2026-40166: neither code nor token is in any answer, or in the log', async () => {
  const cookie = await world.signIn();
  const code = await mailedCode(cookie);
  const token = await mailedToken();
  const answers = [
    await world.postJson(elevation, {}, { cookie }),
    await world.send({ path: elevation, headers: { cookie } }),
    await world.send({
      method: 'PUT',
      path: elevation,
      headers: { cookie },
      body: JSON.stringify({ otc: code }),
    }),
    await world.postJson(finish, { token }),
    await world.postJson(finish, { token }),
  ];
  const said = JSON.stringify([world.lines, answers.map(({ text, headers }) => [text, headers])]);
  for (const secret of [code, token, token.split('.')[1] ?? '', token.split('.')[2] ?? '']) {
    expect(secret).not.toBe('');
    expect(said).not.toContain(secret);
  }
});
