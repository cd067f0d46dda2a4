import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, test } from 'vitest';
import { people } from '../support/people.ts';
import { createGuessingWorld, type GuessingWorld } from './guessing-world.ts';

// The rows of "Guessing, counting, telling" (docs/security.md), against the whole program.
let world: GuessingWorld | undefined;
afterEach(async () => {
  await world?.close();
  world = undefined;
});
const open = async (...options: Parameters<typeof createGuessingWorld>) => {
  world = await createGuessingWorld(...options);
  return world;
};
const { john, harry } = people;
const wrong = { username: john.username, password: 'not it' };
const right = { username: john.username, password: john.password };

test('failures over all spellings of a name and all ways in lead to one ban (Authelia CVE-2025-24806, CVE-2026-47203)', async () => {
  const { ways, post } = await open();
  const session = await post('/api/firstfactor', right);
  const cookie = session.headers.get('set-cookie')?.split(';')[0] ?? '';
  expect(await ways.api({ ...wrong, username: 'JOHN' })).toBe(401);
  expect(await ways.form({ ...wrong, username: john.email })).toBe(401);
  expect(await ways.basic({ ...wrong, username: 'John@Example.com' })).not.toBe(200);
  for (const way of Object.values(ways)) expect(await way(right)).not.toBe(200);
  expect(await ways.form(right)).toBe(401);
  const again = await post(
    '/api/firstfactor/reauthenticate',
    { password: john.password },
    { 'x-forwarded-for': '203.0.113.8', cookie },
  );
  expect(again.status).toBe(401);
  expect(await ways.api({ username: harry.username, password: harry.password })).toBe(200);
});

test('a wrong password at re-authentication counts like any other', async () => {
  const { ways, post } = await open();
  const session = await post('/api/firstfactor', right);
  const cookie = session.headers.get('set-cookie')?.split(';')[0] ?? '';
  for (let tries = 0; tries < 3; tries++) {
    const headers = { 'x-forwarded-for': '203.0.113.7', cookie };
    await post('/api/firstfactor/reauthenticate', { password: 'not it' }, headers);
  }
  expect(await ways.api(right)).toBe(401);
});

describe.each(['UTC', 'America/New_York', 'Asia/Kolkata', 'Pacific/Kiritimati'])(
  'in the time zone %s',
  (zone) => {
    const before = process.env.TZ;
    afterEach(() => {
      if (before === undefined) delete process.env.TZ;
      else process.env.TZ = before;
    });

    test.each([
      ['in summer', Date.UTC(2026, 6, 1, 12)],
      ['while clocks are put back', Date.UTC(2026, 10, 1, 5, 58)],
    ])('a ban begins and ends in time, %s (Authelia #8990)', async (_when, startMs) => {
      process.env.TZ = zone;
      const { ways, clock } = await open({}, startMs);
      for (let tries = 0; tries < 3; tries++) await ways.api(wrong);
      clock.advance(299_000);
      expect(await ways.api(right)).toBe(401);
      clock.advance(2_000);
      expect(await ways.api(right)).toBe(200);
    });
  },
);

test('rotating inside an IPv6 /64 is one client, and IPv4-mapped is IPv4 (Better Auth CVE-2026-45364)', async () => {
  const { ways } = await open({ regulation: { modes: ['ip'] } });
  for (const from of ['2001:db8::1', '2001:db8::ffff', '2001:db8:0:0:1::1'])
    await ways.api({ ...wrong, from });
  expect(await ways.api({ ...right, from: '2001:db8::2' })).toBe(401);
  expect(await ways.api({ ...right, from: '2001:db8:0:1::2' })).toBe(200);
  for (const from of ['198.51.100.1', '::ffff:198.51.100.1', '198.51.100.1'])
    await ways.api({ ...wrong, from });
  expect(await ways.api({ ...right, from: '198.51.100.1' })).toBe(401);
});

test('through a proxy on the same machine the client counts, and the machine itself is not exempt (Pocket ID 140b5d3)', async () => {
  const { ways, post } = await open({ regulation: { modes: ['ip'] } });
  for (let tries = 0; tries < 3; tries++) await ways.api({ ...wrong, from: '198.51.100.1' });
  expect(await ways.api({ ...right, from: '198.51.100.1' })).toBe(401);
  expect(await ways.api({ ...right, from: '198.51.100.2' })).toBe(200);
  for (let tries = 0; tries < 3; tries++) await post('/api/firstfactor', wrong, {});
  expect((await post('/api/firstfactor', right, {})).status).toBe(401);
});

test('an address that the client wrote itself makes no new client', async () => {
  const { ways } = await open({ regulation: { modes: ['ip'] } });
  for (const made of ['1.1.1.1', '2.2.2.2', '3.3.3.3']) {
    await ways.api({ ...wrong, from: `${made}, 198.51.100.1` });
  }
  expect(await ways.api({ ...right, from: '4.4.4.4, 198.51.100.1' })).toBe(401);
});

test.each(['user', 'ip'] as const)(
  'a flood of made-up names leaves people able to sign in, in mode %s (tinyauth)',
  async (mode) => {
    const { ways } = await open({ regulation: { modes: [mode] } });
    const names = [...Array(60).keys()].map((number) => `nobody${number}`);
    await Promise.all(names.map((username) => ways.api({ username, password: 'x', from: '198.51.100.1' })));
    expect(await ways.api(right)).toBe(200);
    expect(await ways.api({ ...right, from: '198.51.100.1' })).toBe(mode === 'user' ? 200 : 401);
  },
);

test('unknown user, wrong password and ban are one answer, word for word (Authelia, authentik, VoidAuth)', async () => {
  const { post } = await open();
  const answers: string[] = [];
  for (const guess of [wrong, { ...wrong, username: 'nobody' }, wrong, wrong, wrong, right]) {
    const answer = await post('/api/firstfactor', guess);
    const headers = [...answer.headers].filter(([name]) => name !== 'date');
    answers.push(JSON.stringify([answer.status, headers, await answer.text()]));
  }
  expect(new Set(answers).size).toBe(1);
});

test('guesses sent all at once, over all ways in, are checked no more often than make a ban', async () => {
  const { ways, gatehouse, folder } = await open();
  const guesses = Object.values(ways).flatMap((way) => Array.from({ length: 20 }, () => way(wrong)));
  await Promise.all(guesses);
  await gatehouse.close();
  const database = new DatabaseSync(join(folder, 'db.sqlite3'), { readOnly: true });
  const count = database.prepare(
    'SELECT banned, count(*) AS attempts FROM authentication_logs GROUP BY banned',
  );
  expect(count.all()).toMatchObject([
    { banned: 0, attempts: 3 },
    { banned: 1, attempts: 57 },
  ]);
  database.close();
});

test('where someone was going is recorded with the attempt, from the attempt itself or from the page', async () => {
  const { post, ways, gatehouse, folder } = await open();
  const rd = 'https://app.example.com/a?b=c';
  await post('/api/firstfactor', {
    ...wrong,
    targetURL: 'https://app.example.com/own',
    requestMethod: 'POST',
  });
  await post('/api/firstfactor', wrong, {
    referer: `https://auth.example.com/?rd=${encodeURIComponent(rd)}&rm=PUT`,
  });
  await ways.basic(wrong);
  await post('/api/firstfactor', { username: 'nobody', password: 'x', targetURL: 'javascript:alert(1)' });
  await gatehouse.close();
  const database = new DatabaseSync(join(folder, 'db.sqlite3'), { readOnly: true });
  const rows = database.prepare('SELECT username, request_uri, request_method FROM authentication_logs');
  expect(rows.all()).toMatchObject([
    { username: 'john', request_uri: 'https://app.example.com/own', request_method: 'POST' },
    { username: 'john', request_uri: rd, request_method: 'PUT' },
    { username: 'john', request_uri: 'https://app.example.com/', request_method: 'GET' },
    { username: '', request_uri: '', request_method: '' },
  ]);
  database.close();
});
