import { systemRandom } from '../src/lib/random.ts';
import { decodeDigest } from '../src/users/passwords/decode-digest.ts';
import { createPasswordHasher } from '../src/users/passwords/password-hasher.ts';
import { findFreePort } from '../tests/support/free-port.ts';
import { createTemporaryFolder } from '../tests/support/temporary-folder.ts';
import { machine } from './machine.ts';
import { median } from './median.ts';
import { johnsPassword, startForSignIns } from './start-for-sign-ins.ts';

const rounds = 5;
const roundMs = 1500;

/** So many are under way at once: more than there are places for hashes. */
const atOnce = 8;

/** Sign-ins with the right password per second, against the password hash alone, with the default hash and over SQLite. */
export async function signIns(): Promise<void> {
  await using stack = new AsyncDisposableStack();
  const folder = stack.adopt(await createTemporaryFolder('bench'), (one) => one.remove());
  const port = await findFreePort();
  const { gatehouse, hash } = await startForSignIns(folder.path, port);
  stack.adopt(gatehouse, (one) => one.close());
  const hasher = stack.adopt(createPasswordHasher({ random: systemRandom }), (one) => one.close());
  const digest = decodeDigest(await hasher.hash(johnsPassword, hash));
  const subjects = {
    'password hash': async () => void (await hasher.matches(digest, johnsPassword)),
    'sign-in': () => signIn(`http://127.0.0.1:${port}/api/firstfactor`),
  };
  const rates = { 'password hash': [] as number[], 'sign-in': [] as number[] };
  for (let round = -1; round < rounds; round++) {
    for (const name of ['password hash', 'sign-in'] as const) {
      const rate = await perSecond(subjects[name]);
      if (round >= 0) rates[name].push(rate);
    }
  }
  const ratio = median(rates['sign-in'].map((rate, round) => rate / (rates['password hash'][round] ?? rate)));
  process.stdout.write(
    `  ${machine()}\n  ${atOnce} at once, ${rounds} rounds of ${roundMs / 1000} s each in turn; medians; ${hash.algorithm}, default setting\n` +
      `  password hash   ${median(rates['password hash']).toFixed(1).padStart(7)} /s\n` +
      `  sign-in         ${median(rates['sign-in']).toFixed(1).padStart(7)} /s   ${(100 * ratio).toFixed(0)} %\n`,
  );
}

async function perSecond(work: () => Promise<void>): Promise<number> {
  const startedAtMs = performance.now();
  let done = 0;
  const workers = Array.from({ length: atOnce }, async () => {
    while (performance.now() - startedAtMs < roundMs) {
      await work();
      done += 1;
    }
  });
  await Promise.all(workers);
  return (1000 * done) / (performance.now() - startedAtMs);
}

async function signIn(url: string): Promise<void> {
  const answer = await fetch(url, {
    method: 'POST',
    body: JSON.stringify({ username: 'john', password: johnsPassword }),
    headers: { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'auth.example.com' },
  });
  await answer.text();
  if (answer.status !== 200) throw new Error(`answered ${answer.status} instead of 200`);
}
