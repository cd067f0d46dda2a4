// `npm run fuzz`: random requests at the authz endpoints of the whole program, over the wire. Everything there is guarded by two factors or
// closed, so no answer may be 2xx, whoever asks; none may be 5xx, and none may make an error line. A failure names the seed that repeats it.
import { generateKeyPairSync, randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import fc from 'fast-check';
import { hostileRequest } from '../support/hostile-request.ts';
import { people } from '../support/people.ts';
import type { RawHttpRequest } from '../support/send-raw.ts';
import { startWiredGatehouse } from '../support/wired-gatehouse.ts';

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '60' }, seed: { type: 'string' } },
});
const seed = values.seed === undefined ? randomInt(2 ** 31) : Number(values.seed);
process.stdout.write(`Fuzzing for ${values.seconds} seconds; repeat with --seed ${seed}\n`);

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const strategies = [{ name: 'HeaderAuthorization', schemes: ['basic', 'bearer'] }, { name: 'CookieSession' }];
await using wired = await startWiredGatehouse({
  server: {
    endpoints: {
      authz: {
        legacy: { implementation: 'Legacy' },
        'forward-auth': { implementation: 'ForwardAuth', authn_strategies: strategies },
        'auth-request': { implementation: 'AuthRequest', authn_strategies: strategies },
        'ext-authz': { implementation: 'ExtAuthz', authn_strategies: strategies },
      },
    },
  },
  identity_providers: {
    oidc: {
      hmac_secret: 'a secret of the fuzzer',
      jwks: [{ key: privateKey.export({ type: 'pkcs8', format: 'pem' }) }],
      clients: [
        {
          client_id: 'machine',
          client_secret: '$plaintext$secret',
          scopes: ['authelia.bearer.authz'],
          audience: ['https://app.example.com'],
          grant_types: ['client_credentials'],
        },
      ],
    },
  },
  access_control: {
    default_policy: 'two_factor',
    rules: [{ domain: ['closed.example.com', '{user}.example.com'], policy: 'deny' }],
  },
});
const { cookie } = await wired.signIn('john', people.john.password);

const granted = await wired.portal({
  method: 'POST',
  target: '/api/oidc/token',
  headers: [
    ['Authorization', `Basic ${btoa('machine:secret')}`],
    ['Content-Type', 'application/x-www-form-urlencoded'],
  ],
  body: 'grant_type=client_credentials&scope=authelia.bearer.authz&audience=https://app.example.com',
});
if (granted.status !== 200) throw new Error(`no token: ${granted.body}`);
const token = String(JSON.parse(granted.body).access_token);

/** Some requests come with a good session, some with a good token, of one factor each, which is not enough anywhere. */
const asked = fc.record({
  request: hostileRequest,
  proof: fc.constantFrom([], [['Cookie', cookie] as const], [['Authorization', `Bearer ${token}`] as const]),
});

const seen = new Map<string, number>();
let readSoFar = 0;
const details = await fc.check(
  fc.asyncProperty(asked, async ({ request, proof }) => {
    const answer = await wired.send(overTheWire(request, proof)).catch(() => undefined);
    // What is no HTTP at all may end the connection without an answer.
    const status = answer?.status ?? 'none';
    seen.set(String(status), (seen.get(String(status)) ?? 0) + 1);
    if (typeof status === 'number' && (status < 300 || status >= 500)) throw new Error(`answered ${status}`);
    const log = wired.gatehouse.log();
    const error = log.slice(readSoFar).split('\n').find(isUnforeseen);
    readSoFar = log.length;
    if (error !== undefined) throw new Error(`an error of our own: ${error}`);
  }),
  { seed, numRuns: 1e9, interruptAfterTimeLimit: Number(values.seconds) * 1000 },
);
const counts = [...seen].map(([status, count]) => `${status}: ${count}`);
process.stdout.write(`${details.numRuns} requests (${counts.join(', ')})\n`);
if (details.failed) process.stdout.write(`${fc.defaultReportMessage(details) ?? 'failed'}\n`);
process.exitCode = details.failed ? 1 : 0;

/** The request with one Connection header of ours: another would keep the connection open. */
function overTheWire(
  { method, target, rawHeaders }: { method: string; target: string; rawHeaders: readonly string[] },
  proof: readonly (readonly [name: string, value: string])[],
): RawHttpRequest {
  const headers = Array.from(
    { length: rawHeaders.length / 2 },
    (_, index) => [rawHeaders[index * 2] ?? '', rawHeaders[index * 2 + 1] ?? ''] as const,
  ).filter(([name]) => name.toLowerCase() !== 'connection');
  return { method, target, headers: [...headers, ...proof, ['Connection', 'close']] };
}

/** A refused password is an error line by Authelia's custom, and no error of ours. */
function isUnforeseen(line: string): boolean {
  return line.includes('"level":"error"') && !line.includes('"msg":"Unsuccessful 1FA');
}
