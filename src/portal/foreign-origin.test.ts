import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPortalWorld, type PortalWorld, rightPassword } from '../../tests/support/portal-world.ts';
import { cookieDomain } from '../../tests/support/session-fixtures.ts';

let world: PortalWorld;
beforeEach(async () => {
  world = await createPortalWorld({
    cookies: [cookieDomain({ authelia_url: 'https://portal.example.com:8443/auth' })],
  });
});
afterEach(() => world.close());

type Headers = Record<string, string | string[]>;

const own: Headers[] = [
  {},
  { 'sec-fetch-site': 'same-origin' },
  { 'sec-fetch-site': 'none' },
  { 'sec-fetch-site': 'same-origin', origin: 'null' },
  { origin: 'https://auth.example.com' },
  { origin: 'https://AUTH.example.com' },
  { origin: 'https://portal.example.com:8443' },
  { origin: 'https://auth.example.com', 'x-forwarded-proto': 'http' },
  { origin: 'http://auth.example.com', 'x-forwarded-proto': 'http' },
  { origin: 'https://auth.example.com:444', 'x-forwarded-host': 'auth.example.com:444' },
];

const foreign: Headers[] = [
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
  { 'sec-fetch-site': '?' },
  { 'sec-fetch-site': 'Same-Origin' },
  { 'sec-fetch-site': ['same-origin', 'cross-site'] },
  { 'sec-fetch-site': 'cross-site', origin: 'https://auth.example.com' },
  { origin: 'https://evil.test' },
  { origin: 'null' },
  { origin: 'https://app.example.com' },
  { origin: 'https://auth.example.com.evil.test' },
  { origin: 'https://auth.example.com:8443' },
  { origin: 'https://portal.example.com' },
  { origin: 'http://auth.example.com' },
  { origin: 'https://auth.example.com/' },
  { origin: 'https://x@auth.example.com' },
  { origin: 'https://auth.example.com https://evil.test' },
  { origin: ['https://auth.example.com', 'https://evil.test'] },
];

const send = (headers: Headers) =>
  world.postJson('/api/firstfactor', { username: 'john', password: rightPassword }, headers);

test.each(own)('%j is our own', async (headers) => {
  expect((await send(headers)).status).toBe(200);
});

test.each(foreign)('%j is foreign, and the door is not asked', async (headers) => {
  const answer = await send({ ...headers, 'content-type': 'text/plain' });
  expect([answer.status, answer.setCookies, world.door.attempts]).toEqual([403, [], []]);
  expect(answer.json()).toMatchObject({ status: 'KO' });
});

test('no endpoint that changes anything forgets to look', async () => {
  const cookie = await world.signIn();
  for (const { method, path } of world.portal.endpoints) {
    if (method === 'GET') continue;
    const answer = await world.send({ method, path, headers: { cookie, 'sec-fetch-site': 'cross-site' } });
    expect([answer.status, answer.setCookies], path).toEqual([403, []]);
  }
});

test('reading is allowed from anywhere: a link from another site shows the page', async () => {
  const answer = await world.send({ path: '/', headers: { 'sec-fetch-site': 'cross-site' } });
  expect(answer.status).toBe(200);
});
