import { findProgram } from '../tests/support/find-program.ts';
import { type RedisServer, startRedisServer } from '../tests/support/redis-server.ts';
import { createTemporaryFolder } from '../tests/support/temporary-folder.ts';
import { type LoadResult, load } from './authz/load.ts';
import { keepOnOneProcessor } from './authz/one-processor.ts';
import { type Subject, startAuthz, startBare, startNginx } from './authz/subjects.ts';
import { machine } from './machine.ts';
import { median } from './median.ts';

const rounds = 7;
const roundSeconds = 1;
const warmUpSeconds = 2;

/** What everything is compared with. */
const bareName = 'bare node:http, parsing';

/**
 * Requests per second of the authz answer with a valid session cookie, as shares of a bare `node:http` handler and of nginx's `return 200`.
 * Every server is a process of its own; they are loaded in turn, one at a time, so that whoever else is busy on the machine meets all alike.
 */
export async function authz(): Promise<void> {
  const wrk = findProgram('wrk');
  if (wrk === undefined) {
    process.stdout.write('  left out: there is no wrk here (apt-get install wrk)\n');
    return;
  }
  await using stack = new AsyncDisposableStack();
  const folder = stack.adopt(await createTemporaryFolder('bench'), (one) => one.remove());
  const subjects = await startSubjects(stack, folder.path);
  const results = new Map<Subject, LoadResult[]>(subjects.map((subject) => [subject, []]));
  for (const subject of subjects) await load(subject, { wrk, folder: folder.path, seconds: warmUpSeconds });
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < subjects.length; turn++) {
      const subject = subjects[(round + turn) % subjects.length];
      if (subject === undefined) continue;
      results.get(subject)?.push(await load(subject, { wrk, folder: folder.path, seconds: roundSeconds }));
    }
  }
  tell(results);
}

async function startSubjects(stack: AsyncDisposableStack, folder: string): Promise<readonly Subject[]> {
  const nginx = findProgram('nginx');
  const redis = await openRedis(stack);
  const usual = { dialect: 'forward-auth', rules: 10, sessions: 1000 } as const;
  const starts: readonly (() => Promise<Subject>)[] = [
    () => startBare(bareName, usual.sessions),
    ...(nginx === undefined ? [] : [() => startNginx('nginx return 200', nginx, folder)]),
    () => startAuthz('forward-auth', usual),
    () => startAuthz('auth-request', { ...usual, dialect: 'auth-request' }),
    () => startAuthz('10,000 rules', { ...usual, rules: 10_000 }),
    () => startAuthz('1,000,000 sessions', { ...usual, sessions: 1_000_000 }),
    ...(redis === undefined
      ? []
      : [
          () => startAuthz('sessions in Redis', { ...usual, redisPort: redis.port }),
          () => startAuthz('Redis, no local cache', { ...usual, redisPort: redis.port, isCached: false }),
        ]),
  ];
  const subjects: Subject[] = [];
  for (const start of starts) {
    const subject = stack.adopt(await start(), (one) => one.stop());
    keepOnOneProcessor(subject.processId);
    subjects.push(subject);
  }
  return subjects;
}

async function openRedis(stack: AsyncDisposableStack): Promise<RedisServer | undefined> {
  if (findProgram('redis-server') === undefined) return undefined;
  return stack.adopt(await startRedisServer(), (one) => one.close());
}

function tell(results: ReadonlyMap<Subject, readonly LoadResult[]>): void {
  const bare = [...results].find(([{ name }]) => name === bareName)?.[1] ?? [];
  process.stdout.write(
    `  ${machine()}\n  wrk, 64 connections, server and load on one processor, ${rounds} rounds of ${roundSeconds} s each in turn; medians. ` +
      'Unless said otherwise: forward-auth, memory, 10 rules, 1,000 sessions.\n' +
      `  ${'server'.padEnd(26)}${['requests/s', 'of bare', 'CPU µs', 'bare/it', 'p50 ms', 'p99 ms', 'heap/session'].map((head) => head.padStart(13)).join('')}\n`,
  );
  for (const [subject, measured] of results) {
    const of = (read: (result: LoadResult) => number) => median(measured.map(read));
    // Each round's own ratio: what was measured minutes apart is not comparable.
    const ratio = (read: (result: LoadResult) => number) =>
      median(measured.map((result, round) => read(result) / read(bare[round] ?? result)));
    const cells = [
      of((result) => result.requestsPerSecond).toFixed(0),
      percent(ratio((result) => result.requestsPerSecond)),
      of((result) => result.cpuPerRequestUs).toFixed(1),
      percent(1 / ratio((result) => result.cpuPerRequestUs)),
      of((result) => result.p50Ms).toFixed(2),
      of((result) => result.p99Ms).toFixed(2),
      subject.heapPerSession === undefined ? '' : `${subject.heapPerSession.toFixed(0)} B`,
    ];
    process.stdout.write(`  ${subject.name.padEnd(26)}${cells.map((cell) => cell.padStart(13)).join('')}\n`);
  }
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}
