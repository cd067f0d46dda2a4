import { createDuoClient } from '../../src/factors/duo/duo-client.ts';
import type { Endpoint } from '../../src/portal/endpoint.ts';
import { elevate } from './elevate.ts';
import { testClient } from './oidc-world.ts';
import { createPortalWorld, type PortalWorld } from './portal-world.ts';
import { cookieDomain, cookieHeaderOf, signInOfJohn } from './session-fixtures.ts';
import { createSessionWorld } from './session-world.ts';

const john = { username: 'john', displayName: 'John Doe', emails: ['john.doe@example.com'], groups: ['dev'] };
const ada = { username: 'ada', displayName: 'Ada Lovelace', emails: ['ada@example.com'], groups: ['admins'] };

/** A portal that has every endpoint there is, for tests that go through all of them. */
export async function createEveryEndpointWorld(): Promise<PortalWorld> {
  const sessionWorld = createSessionWorld({ refreshInterval: 'always' });
  // A Duo that cannot be reached: what is looked at here is who gets as far as asking it.
  const client = createDuoClient({
    hostname: 'localhost:1',
    keys: { integrationKey: 'DI', secretKey: duoSecret },
    trustedCertificates: [],
    clock: sessionWorld.clock,
  });
  return createPortalWorld({
    sessionWorld,
    webauthn: { enable_passkey_login: true },
    hasPasskeys: true,
    duo: { client, canSelfEnroll: true },
    rememberSecondFactor: 60_000,
    openIdClients: [testClient()],
    users: { john, ada },
  });
}

/** The secret that Duo's requests are signed with. */
export const duoSecret = 'deadbeefdeadbeefdeadbeefdeadbeefdeadbeef';

/** Who may send a request, from nobody to somebody who may do everything. */
export const roles = [
  'nobody',
  'a forged cookie',
  'at a foreign host',
  'disabled',
  'one factor',
  'two factors',
  'one factor, elevated',
  'two factors, elevated',
  'administrator, one factor',
  'administrator, two factors',
] as const;

/** One of them. */
export type Role = (typeof roles)[number];

/** Signs somebody in as that role has it, in a session of its own; gives the headers that the browser sends. */
export async function headersAs(world: PortalWorld, role: Role): Promise<Record<string, string>> {
  if (role === 'nobody') return {};
  if (role === 'a forged cookie') return { cookie: `authelia_session=${'A'.repeat(43)}` };
  const isAdministrator = role.startsWith('administrator');
  const issued = await world.sessionWorld.sessions.signIn(
    cookieDomain(),
    [],
    signInOfJohn({
      ...(isAdministrator ? ada : john),
      methods: role.includes('two factors') ? ['pwd', 'otp'] : ['pwd'],
    }),
  );
  const cookie = cookieHeaderOf(issued.setCookie);
  if (role.includes('elevated')) await elevate(world, cookie);
  if (role === 'disabled') world.sessionWorld.users.delete('john');
  else world.sessionWorld.users.set('john', john);
  return role === 'at a foreign host' ? { cookie, 'x-forwarded-host': 'auth.example.org' } : { cookie };
}

/** A concrete path of a route: what its parameters stand for exists where it belongs to nobody, and nowhere else. */
export function pathOf({ path }: Pick<Endpoint, 'path'>): string {
  return path
    .replace(':language', 'en')
    .replace(':file', 'portal.json')
    .replace('*', 'page-abcdefgh.js')
    .replace(/:\w+/g, 'nobodys');
}
