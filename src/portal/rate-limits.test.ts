import { afterEach, expect, test } from 'vitest';
import { createPortalWorld, type PortalWorld, rightPassword } from '../../tests/support/portal-world.ts';
import { AppError } from '../lib/app-error.ts';

let world: PortalWorld;
afterEach(() => world.close());

const open = async (requests = 3) => {
  const first_factor = { enable: true, buckets: [{ requests, period: 10_000 }] };
  world = await createPortalWorld({ rateLimits: { first_factor } });
};
const wrong = { username: 'john', password: 'not it' };
const right = { username: 'john', password: rightPassword };
const from = (address: string) => ({ 'x-forwarded-for': address });

test('too many wrong passwords are 429 with the date of the next try (behaviour.md §1.1)', async () => {
  await open();
  for (let tries = 0; tries < 3; tries++) {
    expect((await world.postJson('/api/firstfactor', wrong)).status).toBe(401);
  }
  const answer = await world.postJson('/api/firstfactor', wrong);
  expect(answer.status).toBe(429);
  expect(answer.text).toBe('{"status":"KO","message":"Too Many Requests"}');
  expect(answer.headers).toMatchObject({
    'retry-after': 'Thu, 01 Jan 2026 00:00:10 GMT',
    'cache-control': 'no-store',
    pragma: 'no-cache',
  });
  expect(world.door.attempts).toHaveLength(3);
  world.sessionWorld.clock.advance(10_000);
  expect((await world.postJson('/api/firstfactor', right)).status).toBe(200);
});

test('the form, the API and re-authentication share one limit, and the form says what to do', async () => {
  await open();
  const cookie = await world.signIn();
  await world.postJson('/api/firstfactor', wrong);
  await world.postForm('/sign-in', wrong);
  await world.postJson('/api/firstfactor/reauthenticate', { password: 'not it' }, { cookie });
  const page = await world.postForm('/sign-in', right);
  expect(page.status).toBe(429);
  expect(page.headers['retry-after']).toBe('Thu, 01 Jan 2026 00:00:10 GMT');
  expect(page.text).toContain('too-many');
  const again = await world.postJson('/api/firstfactor/reauthenticate', { password: 'x' }, { cookie });
  expect(again.status).toBe(429);
});

test('an office that signs in behind one address is not limited', async () => {
  await open();
  for (let people = 0; people < 20; people++) {
    expect((await world.postJson('/api/firstfactor', right)).status).toBe(200);
  }
});

test('other clients behind the same proxy are not limited, and a request through it counts for its client (Pocket ID 140b5d3)', async () => {
  await open();
  for (let tries = 0; tries < 4; tries++) {
    await world.postJson('/api/firstfactor', wrong, from('2001:db8::1'));
  }
  expect((await world.postJson('/api/firstfactor', right, from('2001:db8::2'))).status).toBe(429);
  expect((await world.postJson('/api/firstfactor', right, from('2001:db8:0:1::2'))).status).toBe(200);
});

test('what the proxy did not add to X-Forwarded-For makes no new client', async () => {
  await open();
  for (let tries = 0; tries < 3; tries++) {
    await world.postJson('/api/firstfactor', wrong, from(`198.51.100.${tries}, 203.0.113.7`));
  }
  expect((await world.postJson('/api/firstfactor', wrong, from('203.0.113.7'))).status).toBe(429);
});

test('a directory that is away counts against nobody', async () => {
  await open(1);
  world.door.failure = new AppError('user-backend-unavailable', 'Users cannot be looked up at the moment.');
  for (let tries = 0; tries < 3; tries++) {
    expect((await world.postJson('/api/firstfactor', right)).status).toBe(503);
  }
});

test('a foreign site cannot use up the limit of its visitors', async () => {
  await open(1);
  for (let tries = 0; tries < 3; tries++) {
    const headers = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    expect((await world.postJson('/api/firstfactor', wrong, headers)).status).toBe(403);
  }
  expect((await world.postJson('/api/firstfactor', wrong)).status).toBe(401);
});
