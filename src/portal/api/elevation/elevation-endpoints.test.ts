import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createPortalWorld, type PortalWorld } from '../../../../tests/support/portal-world.ts';
import { cookieDomain, minute } from '../../../../tests/support/session-fixtures.ts';
import { AppError } from '../../../lib/app-error.ts';

const path = '/api/user/session/elevation';
const notElevated = {
  require_second_factor: false,
  skip_second_factor: false,
  can_skip_second_factor: false,
  factor_knowledge: true,
  elevated: false,
  expires: 0,
};
const failed = [403, { status: 'KO', message: 'Operation failed.' }];
let world: PortalWorld;
let cookie: string;
beforeEach(async () => {
  world = await createPortalWorld();
  cookie = await world.signIn();
});
afterEach(() => world.close());

const from = (address: string) => ({ cookie, 'x-forwarded-for': address });

async function show(headers: Record<string, string> = { cookie }) {
  const answer = await world.send({ path, headers });
  return answer.json();
}

async function start(headers: Record<string, string> = { cookie }): Promise<{ code: string; id: string }> {
  const answer = await world.postJson(path, {}, headers);
  expect(answer.status).toBe(200);
  const message = world.mail.sent.at(-1)?.message;
  if (message?.kind !== 'one-time-code') throw new Error('no code was mailed');
  return { code: message.code, id: new URL(message.revocationUrl).searchParams.get('id') ?? '' };
}

async function redeem(otc: unknown, headers: Record<string, string> = { cookie }) {
  const answer = await world.send({ method: 'PUT', path, headers, body: JSON.stringify({ otc }) });
  return [answer.status, answer.json()];
}

test('a code that was mailed opens sensitive settings for ten minutes', async () => {
  expect(await show()).toEqual({ status: 'OK', data: notElevated });
  const { code, id } = await start();
  expect(world.mail.sent).toEqual([
    {
      recipient: { displayName: 'John Doe', address: 'john.doe@example.com', language: 'en' },
      message: {
        kind: 'one-time-code',
        code,
        revocationUrl: `https://auth.example.com/revoke/one-time-code?id=${id}`,
        remoteIp: '203.0.113.7',
        domain: 'auth.example.com',
        lifespanMs: 5 * minute,
      },
    },
  ]);
  expect(await redeem(`  ${code.toLowerCase()} `)).toEqual([200, { status: 'OK' }]);
  expect(await show()).toEqual({ status: 'OK', data: { ...notElevated, elevated: true, expires: 600 } });
  world.sessionWorld.clock.advance(4 * minute);
  expect(await show()).toMatchObject({ data: { elevated: true, expires: 360 } });
});

test('the answer names the code by its public id alone', async () => {
  const answer = await world.postJson(path, {}, { cookie });
  const message = world.mail.sent[0]?.message;
  expect(answer.json()).toEqual({ status: 'OK', data: { delete_id: expect.stringMatching(/^[\w-]{22}$/) } });
  expect(answer.text).not.toContain(message?.kind === 'one-time-code' ? message.code : 'no code');
});

test('the mail is in the language of the browser', async () => {
  await start({ cookie, 'accept-language': 'de-CH, de;q=0.9' });
  await start({ cookie: `${cookie}; language=fr`, 'accept-language': 'de' });
  expect(world.mail.sent.map(({ recipient }) => recipient.language)).toEqual(['de-CH', 'fr']);
});

test('an elevation ends with its address, and is taken from the session', async () => {
  const { code } = await start();
  await redeem(code);
  expect(await show(from('203.0.113.8'))).toEqual({ status: 'OK', data: notElevated });
  expect(await show()).toEqual({ status: 'OK', data: notElevated });
});

describe('a code opens nothing', () => {
  test('from another address, nor in the session of somebody else', async () => {
    const { code } = await start();
    expect(await redeem(code, from('203.0.113.8'))).toEqual(failed);
    expect(await redeem(code, { cookie: await world.signIn('harry') })).toEqual(failed);
    expect(await redeem(code)).toEqual([200, { status: 'OK' }]);
  });

  test('expired, revoked or used: all one answer', async () => {
    const expired = await start();
    world.sessionWorld.clock.advance(5 * minute - 1);
    expect(await show()).toMatchObject({ data: { elevated: false } });
    const revoked = await start();
    await world.send({ method: 'DELETE', path: `${path}/${revoked.id}` });
    const used = await start();
    world.sessionWorld.clock.advance(1);
    await redeem(used.code);
    for (const { code } of [expired, revoked, used]) expect(await redeem(code)).toEqual(failed);
  });

  test.each([undefined, null, '', ' ', 12345678, ['ABCD2346'], 'A'.repeat(21)])('as %j', async (otc) => {
    const answer = await redeem(otc);
    expect(answer).toEqual([400, { status: 'KO', message: 'Operation failed.' }]);
  });
});

test('three wrong codes ban: then the right one opens nothing, until the ban is over', async () => {
  const { code } = await start();
  for (const guess of ['AAAAAAAA', 'BBBBBBBB', 'CCCCCCCC']) expect(await redeem(guess)).toEqual(failed);
  expect(await redeem(code)).toEqual(failed);
});

test('a code is revoked by the link in its mail, by anybody who has it, once', async () => {
  const { id } = await start();
  const revoke = async (shown: string) =>
    (await world.send({ method: 'DELETE', path: `${path}/${shown}` })).json();
  expect(await revoke('A'.repeat(22))).toEqual({ status: 'KO', message: 'Operation failed.' });
  expect(await revoke(id)).toEqual({ status: 'OK' });
  expect(await revoke(id)).toEqual({ status: 'KO', message: 'Operation failed.' });
});

test('a mail that cannot be sent is told in words, and its code is revoked', async () => {
  world.mail.failure = new AppError('notification-failed', 'Messages cannot be sent at the moment.');
  const answer = await world.postJson(path, {}, { cookie });
  expect([answer.status, answer.json()]).toEqual([
    403,
    { status: 'KO', message: 'Messages cannot be sent at the moment.' },
  ]);
  const [row] = await world.storage.database.kysely
    .selectFrom('one_time_code')
    .select(['revoked', 'consumed'])
    .execute();
  expect(row).toEqual({ revoked: expect.any(String), consumed: null });
});

test('whoever has no mail address is told so', async () => {
  await world.close();
  const mailless = { username: 'john', displayName: 'John Doe', emails: [], groups: [] };
  world = await createPortalWorld({ users: { john: mailless } });
  const answer = await world.postJson(path, {}, { cookie: await world.signIn() });
  expect([answer.status, answer.json()]).toEqual([
    403,
    {
      status: 'KO',
      message: 'There is no mail address for you that a code could be sent to. Ask your administrator.',
    },
  ]);
});

test('no code is mailed where nothing tells the portal’s address', async () => {
  await world.close();
  world = await createPortalWorld({ cookies: [cookieDomain({ authelia_url: undefined })] });
  const answer = await world.postJson(path, {}, { cookie: await world.signIn() });
  expect([answer.status, answer.json()]).toEqual(failed);
  expect(JSON.stringify(world.lines)).toContain('authelia_url');
});
