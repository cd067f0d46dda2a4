import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type DuoServer, startDuoServer } from '../../../tests/support/duo-server.ts';
import { createPortalWorld, type PortalWorld } from '../../../tests/support/portal-world.ts';
import { cookieHeaderOf } from '../../../tests/support/session-fixtures.ts';
import { createSessionWorld } from '../../../tests/support/session-world.ts';
import { createTestCertificate, type TestCertificate } from '../../../tests/support/test-certificate.ts';
import { createDuoClient } from '../../factors/duo/duo-client.ts';
import { createAuthenticationLog } from '../../storage/authentication-log.ts';

// Duo push over TLS, against a stand-in of its API that checks every signature (behaviour.md §1.6, §6.7).

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-duo-'));
let certificate: TestCertificate;
let duo: DuoServer;
let world: PortalWorld;
let cookie: string;

beforeAll(async () => {
  certificate = await createTestCertificate(folder, ['localhost']);
});
afterAll(() => rmSync(folder, { recursive: true }));

async function open({ canSelfEnroll = false, secretKey = '', trusts = true } = {}) {
  const sessionWorld = createSessionWorld();
  const { clock } = sessionWorld;
  duo = await startDuoServer(certificate, () => clock.now());
  const keys = secretKey === '' ? duo.keys : { ...duo.keys, secretKey };
  const trustedCertificates = trusts ? [certificate.authority] : [];
  const client = createDuoClient({ hostname: duo.hostname, keys, trustedCertificates, clock });
  world = await createPortalWorld({ sessionWorld, duo: { client, canSelfEnroll } });
  cookie = await world.signIn();
}
beforeEach(() => open());
afterEach(async () => {
  await world.close();
  await duo.close();
});

const phone = (device: string, capabilities = ['auto', 'push', 'sms']) => ({
  device,
  display_name: `Phone ${device}`,
  capabilities,
});
const path = '/api/secondfactor/duo';
const prove = (body: object = {}) => world.postJson(path, body, { cookie });
const get = (asked: string) => world.send({ path: asked, headers: { cookie } });
const levelWith = async (jar: string) =>
  (await world.send({ path: '/api/state', headers: { cookie: jar } })).json();
const failures = async () => {
  const { clock } = world.sessionWorld;
  const rows = await createAuthenticationLog(world.storage.database).recent({
    of: { username: 'john' },
    types: ['Duo'],
    sinceMs: clock.now() - 1,
    limit: 100,
  });
  return rows.filter(({ isSuccessful }) => !isSuccessful).length;
};

describe('a push', () => {
  test('to the only device, approved, raises the session and leads on', async () => {
    duo.people.set('john', { result: 'auth', devices: [phone('DP1'), phone('DP2', ['sms'])] });
    const targetURL = 'https://app.example.com/books?token=s3cret#x';
    const answer = await prove({ targetURL, requestMethod: 'GET' });
    expect(answer.json()).toEqual({ status: 'OK', data: { redirect: targetURL } });
    const raised = cookieHeaderOf(answer.setCookies[0] ?? '');
    expect(await levelWith(raised)).toMatchObject({ data: { authentication_level: 2 } });
    expect(await levelWith(cookie)).toMatchObject({ data: { username: '' } });
    expect(duo.asked.at(-1)).toEqual({
      path: '/auth/v2/auth',
      parameters: {
        username: 'john',
        ipaddr: '203.0.113.7',
        factor: 'push',
        device: 'DP1',
        // Never the query: it may hold what is nobody's business but the application's.
        pushinfo: 'target%20url=https%3A%2F%2Fapp.example.com%2Fbooks',
      },
    });
  });

  test('says nothing of a target that is not ours', async () => {
    duo.people.set('john', { result: 'auth', devices: [phone('DP1')] });
    await prove({ targetURL: 'https://evil.example.org/' });
    expect(duo.asked.at(-1)?.parameters).not.toHaveProperty('pushinfo');
  });

  test.each(['deny', 'timeout'] as const)('answered by %s is refused, and counts', async (word) => {
    duo.people.set('john', { result: 'auth', devices: [phone('DP1')], answer: word });
    const answer = await prove();
    expect([answer.status, answer.setCookies]).toEqual([401, []]);
    expect(await failures()).toBe(1);
  });

  test('is not even sent to somebody who is banned, and the answer does not tell', async () => {
    duo.people.set('john', { result: 'auth', devices: [phone('DP1')], answer: 'deny' });
    const refused = [];
    for (let tries = 0; tries < 3; tries++) refused.push(await prove());
    duo.people.set('john', { result: 'auth', devices: [phone('DP1')] });
    const pushes = () => duo.asked.filter((one) => one.path === '/auth/v2/auth').length;
    const sent = pushes();
    const banned = await prove();
    expect([banned.status, banned.text]).toEqual([refused[0]?.status, refused[0]?.text]);
    expect(pushes()).toBe(sent);
  });

  test('fails to a Duo that cannot be asked, and that counts against nobody', async () => {
    duo.people.set('john', { result: 'auth', devices: [phone('DP1')] });
    for (const broken of [
      { status: 500, body: 'oops' },
      { status: 200, body: '{"stat":"OK","response":{"result":"maybe"}}' },
      { status: 200, body: `{"stat":"OK","response":"${'x'.repeat(300_000)}"}` },
      { status: 429, body: '{"stat":"FAIL","code":42901,"message":"Too Many Requests"}' },
    ]) {
      duo.broken = broken;
      const answer = await prove();
      expect([answer.status, answer.setCookies]).toEqual([503, []]);
    }
    await duo.close();
    expect((await prove()).status).toBe(503);
    expect(await failures()).toBe(0);
    expect(JSON.stringify(world.lines)).not.toContain(duo.keys.secretKey);
  });
});

test('a request that is signed with another key is refused by Duo, and lets nobody in', async () => {
  await world.close();
  await duo.close();
  await open({ secretKey: 'another' });
  duo.people.set('john', { result: 'allow' });
  expect((await prove()).status).toBe(503);
  expect(duo.asked).toEqual([]);
});

test('a certificate that nobody vouches for is not talked to', async () => {
  await world.close();
  await duo.close();
  await open({ trusts: false });
  duo.people.set('john', { result: 'allow' });
  expect((await prove()).status).toBe(503);
  expect(duo.asked).toEqual([]);
});

describe('what Duo says beforehand', () => {
  test('allow counts as the second factor', async () => {
    duo.people.set('john', { result: 'allow' });
    const answer = await prove();
    expect(await levelWith(cookieHeaderOf(answer.setCookies[0] ?? ''))).toMatchObject({
      data: { authentication_level: 2 },
    });
  });

  test('deny is told, and counts; with a device chosen before it is a bare 401', async () => {
    duo.people.set('john', { result: 'deny' });
    expect((await prove()).json()).toEqual({ status: 'OK', data: { result: 'deny' } });
    duo.people.set('john', { result: 'auth', devices: [phone('DP1')] });
    await prove();
    cookie = await world.signIn();
    duo.people.set('john', { result: 'deny' });
    const answer = await prove();
    expect([answer.status, answer.text, answer.setCookies]).toEqual([401, '401 Unauthorized', []]);
    expect(await failures()).toBe(2);
  });

  test.each([
    [false, undefined],
    [true, 'https://duo.example.net/enroll?code=1'],
  ])('enroll, with self-enrolment %s', async (canSelfEnroll, enroll_url) => {
    await world.close();
    await duo.close();
    await open({ canSelfEnroll });
    duo.people.set('john', { result: 'enroll', enrollUrl: 'https://duo.example.net/enroll?code=1' });
    const data = enroll_url === undefined ? { result: 'enroll' } : { result: 'enroll', enroll_url };
    expect((await prove()).json()).toEqual({ status: 'OK', data });
    expect((await get('/api/secondfactor/duo_devices')).json()).toEqual({ status: 'OK', data });
    expect(await failures()).toBe(0);
  });

  test('several devices are offered, the chosen one is pushed to; one that vanished is forgotten', async () => {
    const devices = [phone('DP1'), phone('DP2'), phone('DP3', ['sms'])];
    duo.people.set('john', { result: 'auth', devices });
    const offered = { status: 'OK', data: { result: 'auth', devices: devices.slice(0, 2) } };
    expect((await prove()).json()).toEqual(offered);
    expect((await get('/api/secondfactor/duo_devices')).json()).toEqual(offered);

    const choose = (device: string) =>
      world.postJson('/api/secondfactor/duo_device', { device, method: 'push' }, { cookie });
    expect((await choose('DP2')).status).toBe(200);
    expect((await get(path)).json()).toMatchObject({
      data: { result: 'auth', preferred_device: 'DP2', preferred_method: 'push' },
    });
    expect((await prove()).status).toBe(200);
    expect(duo.asked.at(-1)?.parameters).toMatchObject({ device: 'DP2' });

    cookie = await world.signIn();
    const left = [phone('DP1'), phone('DP4')];
    duo.people.set('john', { result: 'auth', devices: left });
    expect((await prove()).json()).toEqual({ status: 'OK', data: { result: 'auth', devices: left } });
    expect((await get(path)).json()).toEqual({ status: 'OK', data: { result: 'auth' } });
  });
});

test.each([
  { device: 'DP9', method: 'push' },
  { device: 'DP3', method: 'push' },
  { device: 'DP1', method: 'sms' },
  { device: 'DP1', method: 'phone' },
  { device: '', method: 'push' },
  { device: 'D'.repeat(33), method: 'push' },
  { device: 'DP1' },
])('the choice %j is refused', async (body) => {
  duo.people.set('john', { result: 'auth', devices: [phone('DP1'), phone('DP3', ['sms'])] });
  const answer = await world.postJson('/api/secondfactor/duo_device', body, { cookie });
  expect(answer.status).toBeGreaterThanOrEqual(400);
  expect((await get(path)).json()).toEqual({ status: 'OK', data: { result: 'auth' } });
});

test('without Duo there are no such paths', async () => {
  const other = await createPortalWorld();
  const jar = await other.signIn();
  const answer = await other.postJson(path, {}, { cookie: jar });
  expect(answer.status).toBe(404);
  await other.close();
});
