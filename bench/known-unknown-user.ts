import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemRandom } from '../src/lib/random.ts';
import { findFreePort } from '../tests/support/free-port.ts';
import { rankSum } from './rank-sum.ts';
import { startForSignIns } from './start-for-sign-ins.ts';

const rounds = 300;
const warmUpRounds = 20;

/** Below this chance of a coincidence we say that the two can be told apart. */
const significance = 0.01;

/**
 * Whether the answer time of `POST /api/firstfactor` tells if a user exists: wrong passwords for a known and an unknown name in turn, each
 * round in a random order, over one connection; everything as in production but for limits and bans, which would end the rounds.
 */
export async function knownUnknownUser(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-bench-'));
  try {
    const port = await findFreePort();
    const { gatehouse } = await startForSignIns(folder, port);
    const times = await measure(`http://127.0.0.1:${port}/api/firstfactor`);
    await gatehouse.close();
    tell(times);
  } finally {
    await rm(folder, { recursive: true });
  }
}

interface Times {
  readonly known: number[];
  readonly unknown: number[];
}

async function measure(url: string): Promise<Times> {
  const times: Times = { known: [], unknown: [] };
  const names = { known: 'john', unknown: 'jane' } as const;
  for (let round = -warmUpRounds; round < rounds; round++) {
    const order = (systemRandom.bytes(1)[0] ?? 0) % 2 === 0 ? ['known', 'unknown'] : ['unknown', 'known'];
    for (const kind of order as (keyof Times)[]) {
      const took = await timeOf(url, names[kind]);
      if (round >= 0) times[kind].push(took);
    }
  }
  return times;
}

async function timeOf(url: string, username: string): Promise<number> {
  const startedAtMs = performance.now();
  const answer = await fetch(url, {
    method: 'POST',
    body: JSON.stringify({ username, password: 'not the right one' }),
    headers: { 'x-forwarded-proto': 'https', 'x-forwarded-host': 'auth.example.com' },
  });
  await answer.text();
  if (answer.status !== 401) throw new Error(`answered ${answer.status} instead of 401`);
  return performance.now() - startedAtMs;
}

function tell({ known, unknown }: Times): void {
  const line = (name: string, times: readonly number[]) => {
    const at = (share: number) => `${quantile(times, share).toFixed(2).padStart(8)} ms`;
    process.stdout.write(
      `  ${name.padEnd(14)} 10 % ${at(0.1)}   median ${at(0.5)}   90 % ${at(0.9)}   99 % ${at(0.99)}\n`,
    );
  };
  process.stdout.write(`  wrong passwords to POST /api/firstfactor, ${rounds} of each kind, in turn\n`);
  line('known user', known);
  line('unknown user', unknown);
  const { p, chanceOfGreater } = rankSum(known, unknown);
  process.stdout.write(
    `  Mann–Whitney U: p = ${p.toFixed(3)}, chance that the known one took longer ${(100 * chanceOfGreater).toFixed(1)} %\n`,
  );
  process.stdout.write(
    `  Here and now, a difference of ${noticeable(known, unknown).toFixed(2)} ms would have been noticed.\n`,
  );
  process.stdout.write(
    p < significance
      ? '  Verdict: they CAN be told apart. Run it again on a quiet machine; if it stays so, it is a defect.\n'
      : '  Verdict: they cannot be told apart.\n',
  );
}

/** The smallest delay of known users, in steps of a twentieth of a millisecond, with which these samples would have been told apart. */
function noticeable(known: readonly number[], unknown: readonly number[]): number {
  for (let delayMs = 0; delayMs < 1000; delayMs += 0.05) {
    const delayed = known.map((took) => took + delayMs);
    if (rankSum(delayed, unknown).p < significance) return delayMs;
  }
  return Number.NaN;
}

function quantile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}
