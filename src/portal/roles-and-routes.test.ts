import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { decidedGuards } from '../../tests/support/decided-guards.ts';
import { enrolTotp } from '../../tests/support/enrol-totp.ts';
import {
  createEveryEndpointWorld,
  duoSecret,
  headersAs,
  pathOf,
  type Role,
  roles,
} from '../../tests/support/every-endpoint-world.ts';
import type { WireAnswer } from '../../tests/support/http-client.ts';
import type { PortalWorld } from '../../tests/support/portal-world.ts';
import { cookieHeaderOf } from '../../tests/support/session-fixtures.ts';
import type { Endpoint } from './endpoint.ts';

// Every role at every route, generated from the router. A route that nobody decided about fails (tests/support/decided-guards.ts).

const nameOf = ({ method, path }: Endpoint) => `${method} ${path}`;

/** What a guard makes of a role: through to the handler, 403 without a word, or 403 with what is still needed. */
type Outcome = 'through' | 'closed' | 'asked for more';

const strangers: ReadonlySet<Role> = new Set(['nobody', 'a forged cookie', 'at a foreign host', 'disabled']);

const outcomes: Readonly<Record<Endpoint['guard'], (role: Role) => Outcome>> = {
  anyone: () => 'through',
  'known-site': (role) => (role === 'at a foreign host' ? 'closed' : 'through'),
  'signed-in': (role) => (strangers.has(role) ? 'closed' : 'through'),
  elevated(role) {
    if (strangers.has(role)) return 'closed';
    return role.endsWith('elevated') ? 'through' : 'asked for more';
  },
  administrator: (role) => (role === 'administrator, two factors' ? 'through' : 'closed'),
};

/** Reads it off an answer of the API. */
function outcomeOf({ status, text }: WireAnswer): Outcome {
  if (status !== 403) return 'through';
  if (text === '403 Forbidden') return 'closed';
  return text.startsWith('{"status":"KO","data":{"elevation":') ? 'asked for more' : 'through';
}

describe('who gets where', () => {
  let world: PortalWorld;
  beforeAll(async () => {
    world = await createEveryEndpointWorld();
  });
  afterAll(() => world.close());

  test('every route has the guard that was decided, and none is undecided', () => {
    const found = Map.groupBy(world.portal.endpoints, ({ guard }) => guard);
    for (const [guard, decided] of Object.entries(decidedGuards)) {
      const names = [...found].find(([one]) => one === guard)?.[1].map(nameOf) ?? [];
      expect(names.toSorted(), guard).toEqual(decided.toSorted());
    }
  });

  test.each(roles)('%s', async (role) => {
    const seen: string[] = [];
    const expected: string[] = [];
    for (const endpoint of world.portal.endpoints.filter(({ kind }) => kind === 'api')) {
      // A session for each request: some of them end it.
      const headers = await headersAs(world, role);
      const { method } = endpoint;
      const answer = await world.send({ method, path: pathOf(endpoint), headers, body: bodyOf(method) });
      seen.push(`${nameOf(endpoint)}: ${outcomeOf(answer)}`);
      expected.push(`${nameOf(endpoint)}: ${outcomes[endpoint.guard](role)}`);
      expect(answer.status, nameOf(endpoint)).not.toBe(500);
    }
    expect(seen).toEqual(expected);
  });

  test('pages show nothing of anybody to whom the API would tell nothing', async () => {
    for (const role of strangers) {
      for (const endpoint of world.portal.endpoints.filter(({ kind }) => kind === 'page')) {
        const { method } = endpoint;
        const headers = await headersAs(world, role);
        const answer = await world.send({ method, path: pathOf(endpoint), headers, body: bodyOf(method) });
        expect(answer.text, `${role}: ${nameOf(endpoint)}`).not.toMatch(
          /john|doe|ada|lovelace|example\.com"/i,
        );
        if (method !== 'GET' && role === 'at a foreign host') expect(answer.status).toBe(403);
      }
    }
  });

  test('what changes anything refuses other sites, whoever is asked to send it', async () => {
    const mailed = world.mail.sent.length;
    for (const role of roles) {
      for (const endpoint of world.portal.endpoints.filter(({ method }) => method !== 'GET')) {
        const headers = { ...(await headersAs(world, role)), origin: 'https://evil.test' };
        const { method } = endpoint;
        const answer = await world.send({ method, path: pathOf(endpoint), headers, body: '{}' });
        expect([answer.status, answer.setCookies], `${role}: ${nameOf(endpoint)}`).toEqual([403, []]);
      }
    }
    expect(world.mail.sent).toHaveLength(mailed);
  });
});

describe('authentik CVE-2026-49443', () => {
  let world: PortalWorld;
  beforeEach(async () => {
    world = await createEveryEndpointWorld();
    const { cookie = '' } = await headersAs(world, 'two factors');
    await enrolTotp(world, cookie);
  });
  afterEach(() => world.close());

  /** Things that are no answer to anything. */
  const nothings = [
    '',
    '{}',
    '[]',
    'null',
    '""',
    '0',
    '{',
    '{"token":"","code":"","password":"","otc":"","response":{}}',
  ];

  test.each(nothings)('%j gets nobody further at any route, and opens no settings', async (body) => {
    for (const role of ['nobody', 'one factor'] as const) {
      for (const endpoint of world.portal.endpoints.filter(({ method }) => method !== 'GET')) {
        const headers = await headersAs(world, role);
        const { method } = endpoint;
        const answer = await world.send({ method, path: pathOf(endpoint), headers, body });
        const cookie = [headers.cookie ?? '', ...answer.setCookies.map(cookieHeaderOf)].reverse().join('; ');
        const after = await world.send({ path: '/api/state', headers: { cookie } });
        const level = role === 'nobody' ? /"authentication_level":0/ : /"authentication_level":[01]\b/;
        expect(after.text, `${role}: ${nameOf(endpoint)}`).toMatch(level);
        const settings = await world.send({
          method: 'POST',
          path: '/api/secondfactor/recovery-codes',
          headers: { cookie },
        });
        expect(settings.status, `${role}: ${nameOf(endpoint)}`).toBe(403);
      }
    }
  });
});

describe('authentik CVE-2026-40166', () => {
  let world: PortalWorld;
  beforeEach(async () => {
    world = await createEveryEndpointWorld();
  });
  afterEach(() => world.close());

  /** Names of fields that would carry a secret, wherever they stand in an answer. */
  const secretNames =
    /secret|password"|digest|hash|salt|private|public_?key|handle|ciphertext|cookie"|jwt|signature"/i;

  test('no answer to a reader has a field for a secret, or holds one', async () => {
    const headers = await headersAs(world, 'two factors, elevated');
    const { app, recoveryCodes } = await enrolTotp(world, headers.cookie ?? '');
    const values = [app.secret, duoSecret, ...recoveryCodes, headers.cookie?.split('=')[1] ?? ''];
    for (const endpoint of world.portal.endpoints.filter(({ method }) => method === 'GET')) {
      const { text } = await world.send({ path: pathOf(endpoint), headers });
      for (const value of values) expect(text, nameOf(endpoint)).not.toContain(value);
      expect(text, nameOf(endpoint)).not.toContain('john.doe@example.com');
      if (endpoint.kind !== 'api' || offersOfKeys.has(endpoint.path)) continue;
      for (const [, name = ''] of text.matchAll(/"([^"]+)":/g)) {
        expect(`${name}"`, nameOf(endpoint)).not.toMatch(secretNames);
      }
    }
  });

  /** What a browser must be told for a ceremony is named `publicKey` by WebAuthn; it holds none. */
  const offersOfKeys: ReadonlySet<string> = new Set([
    '/api/secondfactor/webauthn',
    '/api/firstfactor/passkey',
  ]);
});

/** The smallest body that a method takes. */
function bodyOf(method: string): string {
  return method === 'GET' ? '' : '{}';
}
