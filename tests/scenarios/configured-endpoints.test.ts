import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createExtAuthzClient, type ExtAuthzClient } from '../support/ext-authz-client.ts';
import { findFreePort } from '../support/free-port.ts';
import { createFrozenClock } from '../support/frozen-clock.ts';
import { people } from '../support/people.ts';
import { type RawHttpAnswer, sendRaw } from '../support/send-raw.ts';
import { createTemporaryFolder, type TemporaryFolder } from '../support/temporary-folder.ts';
import { startTestGatehouse, type TestGatehouse } from '../support/test-gatehouse.ts';

// `server.endpoints` from the file to the socket: names, implementations, strategies, schemes, caches, paths.

const session = { name: 'CookieSession' };
const authorization = { name: 'HeaderAuthorization' };

const authz = {
  plain: { implementation: 'ForwardAuth' },
  'only-cookie': { implementation: 'ForwardAuth', authn_strategies: [session] },
  'cookie-first': { implementation: 'ForwardAuth', authn_strategies: [session, authorization] },
  'only-basic': { implementation: 'ForwardAuth', authn_strategies: [authorization] },
  'only-bearer': {
    implementation: 'ForwardAuth',
    authn_strategies: [{ ...authorization, schemes: ['bearer'] }, session],
  },
  'proxy-auth': {
    implementation: 'ForwardAuth',
    authn_strategies: [{ name: 'HeaderProxyAuthorization' }, session],
  },
  'nginx/main': {
    implementation: 'AuthRequest',
    authn_strategies: [{ name: 'HeaderAuthRequestProxyAuthorization' }, session],
  },
  'nginx/default': { implementation: 'AuthRequest' },
  envoy: { implementation: 'ExtAuthz' },
  'envoy.two': { implementation: 'ExtAuthz', authn_strategies: [session] },
  legacy: { implementation: 'Legacy' },
  'old-verify': { implementation: 'Legacy', authn_strategies: [{ name: 'HeaderLegacy' }] },
  cached: {
    implementation: 'ForwardAuth',
    authn_strategies: [{ ...authorization, scheme_basic_cache_lifespan: '5m' }],
  },
} as const;

type EndpointName = keyof typeof authz;
type Headers = readonly (readonly [string, string])[];

const { john } = people;
const right = `Basic ${btoa(`${john.username}:${john.password}`)}`;
const wrong = `Basic ${btoa(`${john.username}:wrong`)}`;

/** What a client may send, by name; `cookie` is filled in once John is signed in. */
const credentials = {
  nothing: [],
  'right Basic': [['Authorization', right]],
  'wrong Basic': [['Authorization', wrong]],
  'a bearer token': [['Authorization', 'Bearer authelia_at_x']],
  'right proxy Basic': [['Proxy-Authorization', right]],
  'wrong proxy Basic': [['Proxy-Authorization', wrong]],
} as const satisfies Record<string, Headers>;

/** A status, and what comes with it: L a Location, W a WWW-Authenticate, P a Proxy-Authenticate, U a Remote-User. */
type Outcome = '200 U' | '302 L' | '401 L' | '401 W' | '407 P' | '401';

/** For one endpoint: nothing, right and wrong Basic, bearer, right and wrong proxy Basic, a session, a session and wrong Basic. */
type Row = readonly [Outcome, Outcome, Outcome, Outcome, Outcome, Outcome, Outcome, Outcome];

const table: Readonly<Record<Exclude<EndpointName, 'cached'>, Row>> = {
  plain: ['302 L', '200 U', '401 W', '302 L', '302 L', '302 L', '200 U', '401 W'],
  'only-cookie': ['302 L', '302 L', '302 L', '302 L', '302 L', '302 L', '200 U', '200 U'],
  'cookie-first': ['401 W', '200 U', '401 W', '401 W', '401 W', '401 W', '200 U', '200 U'],
  'only-basic': ['401 W', '200 U', '401 W', '401 W', '401 W', '401 W', '401 W', '401 W'],
  'only-bearer': ['302 L', '302 L', '302 L', '302 L', '302 L', '302 L', '200 U', '200 U'],
  'proxy-auth': ['302 L', '302 L', '302 L', '302 L', '200 U', '407 P', '200 U', '200 U'],
  'nginx/main': ['401 L', '401 L', '401 L', '401 L', '200 U', '401 W', '200 U', '200 U'],
  'nginx/default': ['401 L', '200 U', '401 W', '401 L', '401 L', '401 L', '200 U', '401 W'],
  envoy: ['302 L', '200 U', '401 W', '302 L', '302 L', '302 L', '200 U', '401 W'],
  'envoy.two': ['302 L', '302 L', '302 L', '302 L', '302 L', '302 L', '200 U', '200 U'],
  legacy: ['401', '401', '401', '401', '200 U', '401 W', '200 U', '200 U'],
  'old-verify': ['401 W', '401 W', '401 W', '401 W', '200 U', '401 W', '401 W', '401 W'],
};

let folder: TemporaryFolder;
let gatehouse: TestGatehouse;
let grpc: ExtAuthzClient;
let port: number;
let cookie: string;
const clock = createFrozenClock(Date.now());

beforeAll(async () => {
  folder = await createTemporaryFolder('endpoints');
  port = await findFreePort();
  const grpcPort = await findFreePort();
  gatehouse = await startTestGatehouse({
    folder: folder.path,
    clock,
    configuration: {
      server: {
        address: `tcp://127.0.0.1:${port}/gate`,
        endpoints: { authz, ext_authz_grpc: { address: `tcp://127.0.0.1:${grpcPort}` } },
      },
      authentication_backend: { file: { path: join(folder.path, 'users.yml'), watch: true } },
      session: { cookies: [{ domain: 'example.com', authelia_url: 'https://auth.example.com' }] },
      // What follows has more wrong passwords than anybody may try.
      regulation: { max_retries: 0 },
      access_control: {
        default_policy: 'deny',
        rules: [{ domain: 'app.example.com', policy: 'one_factor' }],
      },
    },
  });
  grpc = createExtAuthzClient(`127.0.0.1:${grpcPort}`);
  cookie = await signInJohn();
});

afterAll(async () => {
  grpc.close();
  await gatehouse.close();
  await folder.remove();
});

async function signInJohn(): Promise<string> {
  const body = JSON.stringify({ username: john.username, password: john.password });
  const answer = await sendRaw(
    { port },
    {
      method: 'POST',
      target: '/gate/api/firstfactor',
      headers: [
        ['Host', 'auth.example.com'],
        ['X-Forwarded-Proto', 'https'],
        ['Content-Type', 'application/json'],
      ],
      body,
    },
  );
  const [, value = ''] = /^(authelia_session=[^;]+)/.exec(answer.header('set-cookie') ?? '') ?? [];
  return value;
}

/** The path of an endpoint, without the sub-path of the address. */
const pathOf = (name: EndpointName) => (name === 'legacy' ? '/api/verify' : `/api/authz/${name}`);

/** Asks an endpoint about https://app.example.com/page?x=1 as its kind of proxy does. */
function ask(name: EndpointName, sent: Headers, subPath: '' | '/gate' = '/gate'): Promise<RawHttpAnswer> {
  const { implementation } = authz[name];
  const isEnvoy = implementation === 'ExtAuthz';
  const told =
    implementation === 'AuthRequest'
      ? [
          ['X-Original-URL', 'https://app.example.com/page?x=1'],
          ['X-Original-Method', 'GET'],
        ]
      : [
          ['X-Forwarded-Proto', 'https'],
          ...(isEnvoy
            ? [['Host', 'app.example.com']]
            : [
                ['X-Forwarded-Host', 'app.example.com'],
                ['X-Forwarded-Uri', '/page?x=1'],
                ['X-Forwarded-Method', 'GET'],
              ]),
        ];
  const headers = [...told, ['Accept', 'text/html'], ...sent].map(
    ([key = '', value = '']) => [key, value] as const,
  );
  return sendRaw({ port }, { target: `${subPath}${pathOf(name)}${isEnvoy ? '/page?x=1' : ''}`, headers });
}

function outcomeOf({ status, header }: Pick<RawHttpAnswer, 'status' | 'header'>): string {
  const marks = [
    header('location') === undefined ? '' : ' L',
    header('www-authenticate') === undefined ? '' : ' W',
    header('proxy-authenticate') === undefined ? '' : ' P',
    header('remote-user') === john.username ? ' U' : '',
  ];
  return `${status}${marks.join('')}`;
}

function everythingSent(): readonly Headers[] {
  const own = [['Cookie', cookie]] as const;
  return [...Object.values(credentials), own, [...own, ...credentials['wrong Basic']]];
}

describe.each(['', '/gate'] as const)('with the sub-path "%s"', (subPath) => {
  test.each(Object.entries(table))('%s answers as its strategies say', async (name, row) => {
    const found: string[] = [];
    for (const sent of everythingSent()) {
      found.push(outcomeOf(await ask(name as EndpointName, sent, subPath)));
    }
    expect(found).toEqual(row);
  });
});

test('gRPC answers as the endpoint with the same strategies', async () => {
  const found: string[] = [];
  for (const sent of everythingSent()) {
    const answer = await grpc.check({
      url: 'https://app.example.com/page?x=1',
      headers: [['Accept', 'text/html'], ...sent],
    });
    found.push(outcomeOf(answer));
  }
  expect(found).toEqual(table.envoy);
});

describe('methods', () => {
  const methods = ['GET', 'HEAD', 'POST', 'OPTIONS', 'DELETE'] as const;
  const statuses = (target: string) =>
    Promise.all(
      methods.map(async (method) => {
        const answer = await sendRaw({ port }, { method, target, headers: [] });
        return answer.status;
      }),
    );

  test('ForwardAuth and AuthRequest are asked with GET and HEAD alone, the others with any', async () => {
    expect(await statuses('/gate/api/authz/plain')).toEqual([400, 400, 405, 405, 405]);
    expect(await statuses('/gate/api/authz/nginx/main')).toEqual([400, 400, 405, 405, 405]);
    expect(await statuses('/gate/api/authz/envoy/')).toEqual([400, 400, 400, 400, 400]);
    expect(await statuses('/gate/api/verify')).toEqual([401, 401, 401, 401, 401]);
  });

  test('what is no endpoint any more answers no question', async () => {
    for (const name of ['forward-auth', 'auth-request', 'ext-authz']) {
      expect(await statuses(`/gate/api/authz/${name}`)).not.toContain(200);
    }
  });
});

test('legacy asks for Basic where the proxy says so', async () => {
  const headers = [
    ['X-Original-URL', 'https://app.example.com/'],
    ['Accept', 'text/html'],
  ] as const;
  const withBasic = (sent: Headers) =>
    sendRaw({ port }, { target: '/gate/api/verify?auth=basic', headers: [...headers, ...sent] });
  expect(outcomeOf(await withBasic([]))).toBe('401 W');
  expect(outcomeOf(await withBasic(credentials['right Basic']))).toBe('200 U');
  expect(outcomeOf(await withBasic(credentials['wrong Basic']))).toBe('401 W');
});

test('a cached password outlives its change by its lifespan, at that endpoint alone', async () => {
  const sent = credentials['right Basic'];
  expect(outcomeOf(await ask('cached', sent))).toBe('200 U');
  const file = join(folder.path, 'users.yml');
  const users = await readFile(file, 'utf8');
  await writeFile(file, users.replace(`$plaintext$${john.password}`, '$plaintext$another one'));
  await vi.waitFor(async () => expect(outcomeOf(await ask('plain', sent))).toBe('401 W'), {
    timeout: 20_000,
  });
  expect(outcomeOf(await ask('cached', sent))).toBe('200 U');
  clock.advance(5 * 60_000 + 1);
  expect(outcomeOf(await ask('cached', sent))).toBe('401 W');
});
