import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { enrolTotp, type TestEnrolment } from '../support/enrol-totp.ts';
import { createPortalWorld, type PortalWorld, rightPassword } from '../support/portal-world.ts';

// One-time passwords and recovery codes under attack (docs/security.md), through the portal's API.
const totpPath = '/api/secondfactor/totp';
const recoveryPath = '/api/secondfactor/recovery-code';
let world: PortalWorld;
let cookie: string;
let johns: TestEnrolment;
beforeEach(async () => {
  world = await createPortalWorld();
  cookie = await world.signIn();
  johns = await enrolTotp(world, cookie);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await world.close();
});

const give = async (token: string, as: string, at = world) =>
  (await at.postJson(totpPath, { token }, { cookie: as })).status;
const signInMany = (count: number) => Promise.all(Array.from({ length: count }, () => world.signIn()));

test('VoidAuth, OX Dovecot CVE-2026-27855: the same one-time password twice, in another session', async () => {
  const [one = '', other = ''] = await signInMany(2);
  const code = johns.app.code();
  expect([await give(code, one), await give(code, other)]).toEqual([200, 403]);
  world.sessionWorld.clock.advance(30_000);
  expect(await give(code, other)).toBe(403);
  expect(await give(johns.app.code(), other)).toBe(200);
});

test('VoidAuth, OX Dovecot CVE-2026-27855: the same one-time password fifty times at once', async () => {
  const sessions = await signInMany(50);
  const code = johns.app.code();
  const statuses = await Promise.all(sessions.map((session) => give(code, session)));
  expect(statuses.filter((status) => status === 200)).toHaveLength(1);
});

test('VoidAuth, OX Dovecot CVE-2026-27855: the same one-time password at two instances', async () => {
  const { storage, sessionWorld } = world;
  const other = await createPortalWorld({ storage, sessionWorld });
  const sessions = await signInMany(2);
  const code = johns.app.code();
  const statuses = await Promise.all(
    sessions.map((session, index) => give(code, session, index === 0 ? world : other)),
  );
  expect(new Set(statuses)).toEqual(new Set([200, 403]));
  await other.close();
});

test('the one-time password and the recovery codes of somebody else prove nothing, whatever the body says', async () => {
  const harry = await world.signIn('harry');
  const body = { token: johns.app.code(), username: 'john' };
  expect((await world.postJson(totpPath, body, { cookie: harry })).status).toBe(403);
  const code = { code: johns.recoveryCodes[0], username: 'john' };
  expect((await world.postJson(recoveryPath, code, { cookie: harry })).status).toBe(403);
  const { app: harrys } = await enrolTotp(world, harry);
  expect(await give(harrys.code(), cookie)).toBe(403);
  expect(await give(harrys.code(), harry)).toBe(200);
});

test('authentik CVE-2026-49443: nothing submitted, or the wrong order, gets nobody to two factors', async () => {
  for (const path of [totpPath, recoveryPath]) {
    for (const body of ['', '{}', '[]', 'null', '{"token":"","code":""}', '{"token":null,"code":null}']) {
      const answer = await world.send({ method: 'POST', path, headers: { cookie }, body });
      expect([answer.status, answer.setCookies], body).toEqual([400, []]);
    }
    const stranger = await world.postJson(path, { token: johns.app.code(), code: johns.recoveryCodes[0] });
    expect([stranger.status, stranger.text]).toEqual([403, '403 Forbidden']);
  }
  const state = await world.send({ path: '/api/state', headers: { cookie } });
  expect(state.json()).toMatchObject({ data: { authentication_level: 1 } });
});

test('guesses of one-time passwords and of recovery codes are counted together, and lead to a ban', async () => {
  expect(await give(johns.app.code(5), cookie)).toBe(403);
  await world.postJson(recoveryPath, { code: '00000-00000' }, { cookie });
  await world.signIn();
  await world.postJson('/api/firstfactor/reauthenticate', { password: rightPassword }, { cookie });
  const session = await world.signIn();
  expect(await give(johns.app.code(6), session)).toBe(403);
  expect(await give(johns.app.code(), session)).toBe(403);
  const code = { code: johns.recoveryCodes[0] };
  expect((await world.postJson(recoveryPath, code, { cookie: session })).status).toBe(403);
  world.sessionWorld.clock.advance(300_000);
  const later = await world.signIn();
  expect(await give(johns.app.code(), later)).toBe(200);
});

test('guesses sent all at once are checked no more often than make a ban', async () => {
  const tokens = Array.from({ length: 50 }, (_, index) => String(index).padStart(6, '7'));
  await Promise.all(tokens.map((token) => give(token, cookie)));
  const rows = await world.storage.database.kysely
    .selectFrom('authentication_logs')
    .select(['banned'])
    .where('auth_type', '=', 'TOTP')
    .execute();
  expect(rows.filter(({ banned }) => banned === 0)).toHaveLength(3);
});

test.each(['America/St_Johns', 'Asia/Kathmandu', 'Pacific/Kiritimati'])(
  'the time zone %s changes nothing',
  async (zone) => {
    vi.stubEnv('TZ', zone);
    const [one = '', other = ''] = await signInMany(2);
    const code = johns.app.code();
    expect([await give(code, one), await give(code, other)]).toEqual([200, 403]);
  },
);

test('no secret of a second factor stands in the log, in an answer that is not the first, or readable in the database', async () => {
  const { kysely } = world.storage.database;
  const tables = [
    await kysely.selectFrom('totp_configurations').selectAll().execute(),
    await kysely.selectFrom('totp_history').selectAll().execute(),
    await kysely.selectFrom('recovery_codes').selectAll().execute(),
  ];
  const shown = await Promise.all(
    [totpPath, '/api/secondfactor/recovery-codes', '/api/user/info'].map((path) =>
      world.send({ path, headers: { cookie } }),
    ),
  );
  const [code = ''] = johns.recoveryCodes;
  await world.postJson(recoveryPath, { code }, { cookie });
  const everything = JSON.stringify([tables, shown.map(({ text }) => text), world.lines]);
  for (const secret of [...johns.recoveryCodes, johns.app.secret]) {
    expect(everything).not.toContain(secret);
    expect(everything).not.toContain(secret.replace('-', ''));
  }
});
