import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { stringify } from 'yaml';
import { compilePolicy } from '../../src/access/policy.ts';
import { openSessionStore } from '../../src/app/open-session-store.ts';
import { createAuthzEndpoints } from '../../src/authz/endpoints.ts';
import type { Config } from '../../src/config/config.ts';
import { loadConfig } from '../../src/config/load.ts';
import { compileTrust } from '../../src/http/forwarded.ts';
import { createHttpServer } from '../../src/http/server.ts';
import { systemClock } from '../../src/lib/clock.ts';
import { createLog } from '../../src/lib/log.ts';
import { systemRandom } from '../../src/lib/random.ts';
import { createSessions } from '../../src/session/manager.ts';
import type { Sessions } from '../../src/session/sessions.ts';
import { openStorage } from '../../src/storage/open-storage.ts';
import { host } from './check-request.ts';

// A process of its own: the authz endpoints of the product over a store full of sessions, wired as `src/app.ts` does it. There is no
// portal, for sessions are put in without signing in; and no user look-ups, which come once in five minutes a session.

/** `node authz-server.ts RULES SESSIONS [REDIS-PORT]` */
const [ruleCount = 10, sessionCount = 1000, redisPort] = process.argv.slice(2).map(Number);

/** So many cookies are used by the load. */
const usedCookies = 1000;

/** So many sessions are made at the same time: Redis takes them in one go. */
const madeAtOnce = 500;

const config = await readConfig();
const log = createLog('info', process.stderr);
const world = { config, log, clock: systemClock, random: systemRandom, trustedCertificates: [] };
const storage = await openStorage({ ...config.storage, local: { path: ':memory:' } }, world);
const { store, secret } = openSessionStore(world, storage);
await store.check();
const sessions = createSessions({
  ...world,
  store,
  secret,
  directory: { find: async () => undefined },
  refreshInterval: 'disable',
});
const before = heapBytes();
const cookies = await fill(sessions);
if (redisPort === undefined) await untilKept();
const heapPerSession = (heapBytes() - before) / sessionCount;

const authz = createAuthzEndpoints({
  ...world,
  sessions,
  passwordSignIn: { check: async () => ({ outcome: 'wrong' }) },
  endpoints: config.server.endpoints.authz,
  cookieDomains: config.session.cookies,
  policy: compilePolicy(config.access_control),
  trust: compileTrust(config.server.trusted_proxies),
  basePath: config.server.address.path,
});
const server = createHttpServer({
  config: config.server,
  log,
  findHandler: authz.find,
  rest: (_request, response) => response.writeHead(404).end(),
});
const url = await server.listen();
process.send?.({ port: Number(new URL(url ?? '').port), cookies, heapPerSession });
process.on('disconnect', () => process.exit());

async function readConfig(): Promise<Config> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-bench-'));
  try {
    const file = join(folder, 'configuration.yml');
    await writeFile(file, stringify(configuration()));
    const { config, problems } = await loadConfig({
      files: [file],
      environment: {},
      workingDirectory: folder,
      random: systemRandom,
    });
    if (config === undefined) throw new Error(JSON.stringify(problems));
    return config;
  } finally {
    await rm(folder, { recursive: true });
  }
}

function configuration() {
  return {
    server: { address: 'tcp://127.0.0.1:0/' },
    identity_validation: { reset_password: { jwt_secret: 'of no use here' } },
    storage: { encryption_key: 'no secret, for the benchmark', local: { path: 'never-opened.sqlite3' } },
    notifier: { filesystem: { filename: 'never-opened.txt' } },
    authentication_backend: { file: { path: 'never-opened.yml' } },
    access_control: { default_policy: 'deny', rules: rules() },
    session: {
      secret: 'no secret, for the benchmark',
      cookies: [{ domain: 'example.com', authelia_url: 'https://auth.example.com' }],
      ...(redisPort === undefined ? {} : { redis: { host: '127.0.0.1', port: redisPort } }),
    },
  };
}

/** The one that decides is the last; the first is for every host and looks at the path, so that it is always asked. */
function rules() {
  const others = Array.from({ length: ruleCount - 2 }, (_, index) => ({
    domain: `app${index}.example.com`,
    subject: ['group:dev'],
    policy: 'one_factor',
  }));
  return [
    { domain: '*.example.com', resources: ['^/public/.*$'], policy: 'bypass' },
    ...others,
    { domain: host, subject: ['group:dev'], policy: 'one_factor' },
  ];
}

/** Waits until all are written to the storage, as they are within a second of a usual sign-in. */
async function untilKept(): Promise<void> {
  const count = () =>
    storage.database.kysely
      .selectFrom('sessions')
      .select(({ fn }) => fn.countAll().as('count'))
      .executeTakeFirstOrThrow();
  while (Number((await count()).count) < sessionCount) await delay(100);
}

/** Every session is another user's, with lists of its own, as a directory gives them. */
async function fill(target: Sessions): Promise<readonly string[]> {
  const [domain] = config.session.cookies;
  if (domain === undefined) throw new Error('the configuration has a cookie domain');
  const kept: string[] = [];
  for (let start = 0; start < sessionCount; start += madeAtOnce) {
    const made = Array.from({ length: Math.min(madeAtOnce, sessionCount - start) }, (_, index) =>
      target.signIn(domain, [], userOf(start + index)),
    );
    for (const { setCookie } of await Promise.all(made)) {
      if (kept.length < usedCookies)
        kept.push(setCookie.slice(setCookie.indexOf('=') + 1, setCookie.indexOf(';')));
    }
  }
  return kept;
}

function userOf(number: number) {
  return {
    username: `user${number}`,
    displayName: `Somebody ${number}`,
    emails: [`user${number}@example.com`],
    groups: ['dev', 'admins'],
    methods: ['pwd'],
    wantsToBeRemembered: false,
  };
}

function heapBytes(): number {
  globalThis.gc?.();
  globalThis.gc?.();
  return process.memoryUsage().heapUsed;
}
