import { afterEach, beforeEach, expect, test } from 'vitest';
import { elevate } from '../../../tests/support/elevate.ts';
import { enrolTotp } from '../../../tests/support/enrol-totp.ts';
import { createPortalWorld, type PortalWorld } from '../../../tests/support/portal-world.ts';
import { cookieHeaderOf } from '../../../tests/support/session-fixtures.ts';

const codesPath = '/api/secondfactor/recovery-codes';
const codePath = '/api/secondfactor/recovery-code';
let world: PortalWorld;
let cookie: string;
beforeEach(async () => {
  world = await createPortalWorld();
  cookie = await world.signIn();
});
afterEach(() => world.close());

const left = async () => (await world.send({ path: codesPath, headers: { cookie } })).json();
const redeem = (code: unknown, as = cookie) => world.postJson(codePath, { code }, { cookie: as });

test('ten are shown at the first enrolment, and never again', async () => {
  expect(await left()).toEqual({ status: 'OK', data: { left: 0 } });
  const createdAt = new Date(world.sessionWorld.clock.now()).toISOString();
  const { recoveryCodes } = await enrolTotp(world, cookie);
  expect(new Set(recoveryCodes).size).toBe(10);
  expect(await left()).toEqual({ status: 'OK', data: { left: 10, created_at: createdAt } });
  expect((await enrolTotp(world, cookie)).recoveryCodes).toEqual([]);
});

test('a code makes two factors of one, once, however it is spelled; what is left is told', async () => {
  const { recoveryCodes } = await enrolTotp(world, cookie);
  const [first = '', second = ''] = recoveryCodes;
  const answer = await redeem(` ${first.toLowerCase().replace('-', ' ')}`);
  expect(answer.status).toBe(200);
  cookie = cookieHeaderOf(answer.setCookies[0] ?? '');
  const state = await world.send({ path: '/api/state', headers: { cookie } });
  expect(state.json()).toMatchObject({ data: { username: 'john', authentication_level: 2 } });
  expect((await redeem(first)).status).toBe(403);
  expect(await left()).toMatchObject({ data: { left: 9 } });
  expect((await redeem(second)).status).toBe(200);
  const used = (await world.happened()).filter(({ kind }) => kind === 'recovery-code-used');
  expect(used).toHaveLength(2);
});

test('attacks.md: of fifty redemptions of one recovery code at once one succeeds', async () => {
  const [code = ''] = (await enrolTotp(world, cookie)).recoveryCodes;
  const answers = await Promise.all(Array.from({ length: 50 }, () => redeem(code)));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  expect(await left().catch(() => undefined)).not.toMatchObject({ data: { left: 10 } });
});

test('new ones are worth something, those of before nothing', async () => {
  const [old = ''] = (await enrolTotp(world, cookie)).recoveryCodes;
  const answer = await world.postJson(codesPath, {}, { cookie });
  expect(answer.headers['cache-control']).toBe('no-store');
  expect(answer.json()).toMatchObject({ data: { codes: { length: 10 } } });
  const [fresh] = /[0-9A-Z]{5}-[0-9A-Z]{5}/.exec(answer.text) ?? [];
  expect((await redeem(old)).status).toBe(403);
  expect((await redeem(fresh)).status).toBe(200);
});

test('new ones need sensitive settings to be open', async () => {
  const answer = await world.postJson(codesPath, {}, { cookie });
  expect([answer.status, answer.json()]).toMatchObject([403, { data: { elevation: true } }]);
});

test('a code of somebody else is worth nothing', async () => {
  const [code = ''] = (await enrolTotp(world, cookie)).recoveryCodes;
  expect((await redeem(code, await world.signIn('harry'))).status).toBe(403);
  expect((await redeem(code)).status).toBe(200);
});

test.each([undefined, null, '', 7, 'x'.repeat(33)])('%j never reaches the door', async (code) => {
  expect((await redeem(code)).status).toBe(400);
});

test('a stolen table gives no code away', async () => {
  const { recoveryCodes } = await enrolTotp(world, cookie);
  const rows = await world.storage.database.kysely.selectFrom('recovery_codes').selectAll().execute();
  const text = JSON.stringify(rows);
  for (const code of recoveryCodes) expect(text).not.toContain(code.replace('-', ''));
  expect(new Set(rows.map(({ digest }) => digest)).size).toBe(10);
});

test('somebody who lost everything gets back in by a code, and enrols anew', async () => {
  const [code = ''] = (await enrolTotp(world, cookie)).recoveryCodes;
  const back = await redeem(code, await world.signIn());
  cookie = cookieHeaderOf(back.setCookies[0] ?? '');
  await elevate(world, cookie);
  const { app } = await enrolTotp(world, cookie);
  const again = await world.signIn();
  const answer = await world.postJson('/api/secondfactor/totp', { token: app.code() }, { cookie: again });
  expect(answer.status).toBe(200);
});

test('whoever used them all up gets new ones at the next enrolment', async () => {
  const { recoveryCodes } = await enrolTotp(world, cookie);
  for (const code of recoveryCodes) {
    const answer = await redeem(code);
    cookie = cookieHeaderOf(answer.setCookies[0] ?? '');
  }
  expect(await left()).toMatchObject({ data: { left: 0 } });
  expect((await enrolTotp(world, cookie)).recoveryCodes).toHaveLength(10);
});
