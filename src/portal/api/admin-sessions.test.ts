import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { AdminSessionsData } from '../../../shared/api/admin-sessions.ts';
import { createPortalWorld, type PortalWorld } from '../../../tests/support/portal-world.ts';
import { cookieDomain, cookieHeaderOf, signInOfJohn } from '../../../tests/support/session-fixtures.ts';

const twoFactors = ['pwd', 'otp'];

let world: PortalWorld;
let admin: string;
let john: string;
beforeEach(async () => {
  world = await createPortalWorld();
  admin = await signIn({ username: 'anne', groups: ['dev', 'admins'], methods: twoFactors });
  john = await signIn({ groups: ['dev'], methods: twoFactors });
});
afterEach(() => world.close());

async function signIn(details: Parameters<typeof signInOfJohn>[0]): Promise<string> {
  const issued = await world.sessionWorld.sessions.signIn(cookieDomain(), [], signInOfJohn(details));
  return cookieHeaderOf(issued.setCookie);
}

async function list(query = '', cookie = admin): Promise<AdminSessionsData> {
  const answer = await world.send({ path: `/api/admin/sessions${query}`, headers: { cookie } });
  const { data } = JSON.parse(answer.text) as { data: AdminSessionsData };
  return data;
}

const end = (path: string, cookie = admin) =>
  world.send({ method: 'DELETE', path: `/api/admin/sessions/${path}`, headers: { cookie } });
const isAlive = async (cookie: string) =>
  (await world.send({ path: '/api/user/sessions', headers: { cookie } })).status === 200;

describe('administrators', () => {
  test('see the sessions of one person, and the newest of everybody', async () => {
    expect((await list('?user=john')).sessions).toEqual([
      expect.objectContaining({ username: 'john', display_name: 'John Doe', level: 2, is_current: false }),
    ]);
    expect((await list('?user=nobody')).sessions).toEqual([]);
    const all = await list();
    expect(all.is_listable).toBe(true);
    expect(all.sessions.map(({ username }) => username).toSorted()).toEqual(['anne', 'john']);
    expect(all.sessions.find(({ username }) => username === 'anne')?.is_current).toBe(true);
  });

  test('end one session, or all of a person, and it is told whose word it was', async () => {
    const [other, harry] = [await signIn({}), await signIn({ username: 'ha/rry%' })];
    const [first] = (await list('?user=john')).sessions;
    expect((await end(`anne/${first?.id}`)).status).toBe(404);
    expect((await end(`john/${first?.id}`)).status).toBe(200);
    const alive = [await isAlive(john), await isAlive(other)];
    expect(alive.filter(Boolean)).toHaveLength(1);
    expect(JSON.parse((await end('john')).text)).toEqual({ status: 'OK', data: { ended: 1 } });
    expect([await isAlive(john), await isAlive(other), await isAlive(harry)]).toEqual([false, false, true]);
    expect(JSON.parse((await end(encodeURIComponent('ha/rry%'))).text).data).toEqual({ ended: 1 });
    expect(JSON.parse((await end('nobody')).text).data).toEqual({ ended: 0 });
    const events = world.lines.filter(({ msg }) => msg === 'security event');
    expect(events.map(({ kind, username }) => [kind, username])).toEqual([
      ['session-ended', 'john'],
      ['sessions-ended', 'john'],
      ['sessions-ended', 'ha/rry%'],
    ]);
  });

  test.each(['?user=', '?user=a&user=b', `?user=${'a'.repeat(300)}`])('a query %s is 400', async (query) => {
    const answer = await world.send({ path: `/api/admin/sessions${query}`, headers: { cookie: admin } });
    expect(answer.status).toBe(400);
  });
});

describe('everybody else gets 403', () => {
  const attempts = [
    ['GET', '/api/admin/sessions'],
    ['GET', '/api/admin/sessions?user=john'],
    ['DELETE', '/api/admin/sessions/john'],
    ['DELETE', '/api/admin/sessions/john/id'],
  ] as const;
  const strangers: Record<string, () => Promise<string>> = {
    nobody: async () => '',
    'somebody of other groups': async () => john,
    'an administrator with one factor': () => signIn({ username: 'anne', groups: ['admins'] }),
    'an administrator with a possession alone': () =>
      signIn({ username: 'anne', groups: ['admins'], methods: ['hwk'] }),
    'a group of a similar name': () => signIn({ groups: ['Admins', 'admins '], methods: twoFactors }),
  };

  test.each(Object.entries(strangers))('%s', async (_who, signInStranger) => {
    const cookie = await signInStranger();
    for (const [method, path] of attempts) {
      const answer = await world.send({ method, path, headers: { cookie, 'remote-groups': 'admins' } });
      expect([answer.status, answer.text]).toEqual([403, '403 Forbidden']);
    }
    expect(await isAlive(john)).toBe(true);
  });

  test('who has lost the group has lost it at the next look at the directory', async () => {
    const [found] = await world.sessionWorld.store.findByUser('anne');
    if (found === undefined) throw new Error('no session');
    await world.sessionWorld.store.replace(found.key, { ...found.session, groups: ['dev'] });
    const answer = await world.send({ path: '/api/admin/sessions', headers: { cookie: admin } });
    expect(answer.status).toBe(403);
  });
});
