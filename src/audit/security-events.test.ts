import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPortalWorld, type PortalWorld, rightPassword } from '../../tests/support/portal-world.ts';
import { cookieHeaderOf } from '../../tests/support/session-fixtures.ts';
import { AppError } from '../lib/app-error.ts';
import { createAuditLog } from '../storage/audit-log.ts';
import type { SecurityEvent } from './security-events.ts';

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0';
const john = { username: 'john', password: rightPassword };

let world: PortalWorld;
beforeEach(async () => {
  world = await createPortalWorld();
});
afterEach(() => world.close());

function kept() {
  return createAuditLog(world.storage.database).list({ limit: 100 });
}

async function kinds(): Promise<readonly string[]> {
  return (await kept()).map(({ kind }) => kind).toReversed();
}

function deviceCookieOf(setCookies: readonly string[]): string {
  return cookieHeaderOf(setCookies.find((cookie) => cookie.startsWith('gatehouse_device=')) ?? '');
}

function event(changes: Partial<SecurityEvent>): SecurityEvent {
  return {
    kind: 'totp-added',
    username: 'john',
    isSuccessful: true,
    address: '203.0.113.7',
    rawUserAgent: firefox,
    requestId: 'id-1',
    domain: 'auth.example.com',
    language: 'de',
    ...changes,
  };
}

test('a sign-in is kept with who, when, from where and with what', async () => {
  await world.postJson('/api/firstfactor', john, { 'user-agent': firefox });
  expect(await kept()).toEqual([
    {
      timeMs: world.sessionWorld.clock.now(),
      kind: 'sign-in',
      username: 'john',
      actor: undefined,
      isSuccessful: true,
      address: '203.0.113.7',
      userAgent: firefox,
      requestId: expect.stringMatching(/./),
      details: { method: 'pwd' },
    },
  ]);
});

test('the very first sign-in of a person is nothing new; one from another browser is, and is mailed', async () => {
  const first = await world.postJson('/api/firstfactor', john);
  await world.postJson('/api/firstfactor', john, { cookie: deviceCookieOf(first.setCookies) });
  expect(await kinds()).toEqual(['sign-in', 'sign-in']);
  await world.postJson('/api/firstfactor', john, {
    'user-agent': firefox,
    'accept-language': 'fr-CH, en;q=0.5',
  });
  expect(await kinds()).toEqual(['sign-in', 'sign-in', 'sign-in', 'new-device']);
  await world.securityEvents.settled();
  expect(world.mail.sent).toMatchObject([
    {
      recipient: { displayName: 'John Doe', address: 'john.doe@example.com', language: 'fr-CH' },
      message: {
        event: 'new-device',
        remoteIp: '203.0.113.7',
        domain: 'auth.example.com',
        details: [{ name: 'device', value: firefox }, { name: 'time' }],
      },
    },
  ]);
});

test('a browser that John is known by is new to Harry, and the cookie alone opens nothing', async () => {
  const first = await world.postJson('/api/firstfactor', john);
  const cookie = deviceCookieOf(first.setCookies);
  await world.postJson('/api/firstfactor', { ...john, username: 'harry' });
  await world.postJson('/api/firstfactor', { ...john, username: 'harry' }, { cookie });
  expect(await kinds()).toEqual(['sign-in', 'sign-in', 'sign-in', 'new-device']);
  const state = await world.send({ path: '/api/state', headers: { cookie } });
  expect(state.json()).toMatchObject({ data: { username: '' } });
});

test('a device cookie that we did not make, or that came twice, is not used', async () => {
  const first = await world.postJson('/api/firstfactor', john);
  const cookie = deviceCookieOf(first.setCookies);
  const planted = ['gatehouse_device=x', `gatehouse_device=${'A'.repeat(150)}`, `${cookie}; ${cookie}`];
  for (const one of planted) await world.postJson('/api/firstfactor', john, { cookie: one });
  expect((await kinds()).filter((kind) => kind === 'new-device')).toHaveLength(3);
});

test('the device cookie stays on the portal’s host, out of reach of scripts, and the database holds only a digest', async () => {
  const { setCookies } = await world.postJson('/api/firstfactor', john);
  const cookie = setCookies.find((one) => one.startsWith('gatehouse_device=')) ?? '';
  expect(cookie).toMatch(
    /^gatehouse_device=[\w-]+; Path=\/; Max-Age=34560000; HttpOnly; SameSite=Lax; Secure$/,
  );
  const rows = await world.storage.database.kysely.selectFrom('known_devices').selectAll().execute();
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toContain(cookieHeaderOf(cookie).split('=')[1]);
});

test('the form signs in the same way, re-authentication and sign-out are kept', async () => {
  const form = await world.postForm('/sign-in', john);
  expect(form.setCookies).toHaveLength(2);
  const cookie = cookieHeaderOf(form.setCookies[0] ?? '');
  const again = await world.postJson(
    '/api/firstfactor/reauthenticate',
    { password: rightPassword },
    { cookie },
  );
  await world.postJson('/api/logout', {}, { cookie: cookieHeaderOf(again.setCookies[0] ?? '') });
  await world.postJson('/api/logout', {});
  const events = (await kept()).toReversed();
  expect(events.map(({ kind, username, details }) => ({ kind, username, details }))).toEqual([
    { kind: 'sign-in', username: 'john', details: { method: 'pwd' } },
    { kind: 'sign-in', username: 'john', details: { method: 'pwd', again: 'yes' } },
    { kind: 'sign-out', username: 'john', details: {} },
  ]);
});

test.each([
  ['totp-added', 'second-factor-added', { name: 'factor', value: 'totp' }],
  ['webauthn-removed', 'second-factor-removed', { name: 'name', value: 'Blue key' }],
  ['password-changed', 'password-changed', { name: 'device', value: firefox }],
  ['recovery-code-used', 'recovery-code-used', { name: 'left', value: '9' }],
] as const)('%s is mailed', async (kind, mailed, detail) => {
  await world.securityEvents.tell(event({ kind, details: { name: 'Blue key', left: '9' } }));
  await world.securityEvents.settled();
  const [mail] = world.mail.sent;
  expect(mail?.recipient).toEqual({
    displayName: 'John Doe',
    address: 'john.doe@example.com',
    language: 'de',
  });
  expect(mail?.message).toMatchObject({ kind: 'event', event: mailed });
  expect(mail?.message.kind === 'event' && mail.message.details).toContainEqual(detail);
});

test('what was refused, and what nobody need know, is kept but not mailed', async () => {
  await world.securityEvents.tell(event({ isSuccessful: false }));
  await world.securityEvents.tell(event({ kind: 'elevated' }));
  await world.securityEvents.settled();
  expect(world.mail.sent).toEqual([]);
  expect(await kinds()).toEqual(['totp-added', 'elevated']);
});

test('a mail server that is away, a person that is gone and a storage that is away stop nobody', async () => {
  world.mail.failure = new AppError('notification-failed', 'The mail could not be sent.');
  await world.securityEvents.tell(event({}));
  await world.securityEvents.tell(event({ username: 'nobody' }));
  await world.securityEvents.settled();
  expect(world.lines.map(({ msg }) => msg)).toEqual(
    expect.arrayContaining([
      'a person could not be told of a security event',
      'nobody can be told of a security event: no e-mail address',
    ]),
  );
  const answer = await world.postJson('/api/firstfactor', john);
  expect(answer.status).toBe(200);
  await world.storage.database.kysely.schema.dropTable('known_devices').execute();
  await world.storage.database.kysely.schema.dropTable('audit_events').execute();
  expect((await world.postJson('/api/firstfactor', john)).status).toBe(200);
});
