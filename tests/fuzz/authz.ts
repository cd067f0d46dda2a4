// `npm run fuzz`: random requests at the authz endpoints of the whole program, over the wire. Everything there is guarded by two factors or
// closed, so no answer may be 2xx, whoever asks; none may be 5xx, and none may make an error line. A failure names the seed that repeats it.
import { randomInt } from 'node:crypto';
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

await using wired = await startWiredGatehouse({
  access_control: {
    default_policy: 'two_factor',
    rules: [{ domain: ['closed.example.com', '{user}.example.com'], policy: 'deny' }],
  },
});
const { cookie } = await wired.signIn('john', people.john.password);

/** Some requests come with a good session of one factor, which is not enough anywhere. */
const asked = fc.record({ request: hostileRequest, isSignedIn: fc.boolean() });

const seen = new Map<string, number>();
let readSoFar = 0;
const details = await fc.check(
  fc.asyncProperty(asked, async ({ request, isSignedIn }) => {
    const answer = await wired.send(overTheWire(request, isSignedIn)).catch(() => undefined);
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
  isSignedIn: boolean,
): RawHttpRequest {
  const headers = Array.from(
    { length: rawHeaders.length / 2 },
    (_, index) => [rawHeaders[index * 2] ?? '', rawHeaders[index * 2 + 1] ?? ''] as const,
  ).filter(([name]) => name.toLowerCase() !== 'connection');
  const session = isSignedIn ? [['Cookie', cookie] as const] : [];
  return { method, target, headers: [...headers, ...session, ['Connection', 'close']] };
}

/** A refused password is an error line by Authelia's custom, and no error of ours. */
function isUnforeseen(line: string): boolean {
  return line.includes('"level":"error"') && !line.includes('"msg":"Unsuccessful 1FA');
}
