import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { findFreePort } from '../tests/support/free-port.ts';
import { writeGatehouseFiles } from '../tests/support/gatehouse-process.ts';
import { projectRoot } from '../tests/support/project-root.ts';
import { createTemporaryFolder } from '../tests/support/temporary-folder.ts';
import { untilAnswers } from './authz/subjects.ts';
import { machine } from './machine.ts';
import { median } from './median.ts';
import { residentBytes } from './process-usage.ts';

const rounds = 9;

/**
 * From the start of the process to its first answer: the built program (`npm run build`) with a users file and SQLite, in turn with a
 * bare `node:http` server, which is what Node itself takes. The first round, which fills caches and makes the database, does not count.
 */
export async function startUp(): Promise<void> {
  const program = join(projectRoot, 'dist/main.js');
  if (!existsSync(program)) {
    process.stdout.write('  left out: there is no dist/main.js (npm run build)\n');
    return;
  }
  await using stack = new AsyncDisposableStack();
  const folder = stack.adopt(await createTemporaryFolder('bench'), (one) => one.remove()).path;
  const port = await writeGatehouseFiles(folder);
  const barePort = await findFreePort();
  const bareProgram = `require('node:http').createServer((_, r) => r.end()).listen(${barePort}, '127.0.0.1')`;
  const found = { bare: [] as Start[], gatehouse: [] as Start[] };
  for (let round = 0; round <= rounds; round++) {
    const bare = await timeToAnswer(['-e', bareProgram], barePort, '/');
    const gatehouse = await timeToAnswer(
      [program, '--config', join(folder, 'configuration.yml')],
      port,
      '/api/health',
    );
    if (round === 0) continue;
    found.bare.push(bare);
    found.gatehouse.push(gatehouse);
  }
  tell(found);
}

/** One start: how long until the first answer, and the memory after it. */
interface Start {
  readonly tookMs: number;
  readonly residentBytes: number;
}

async function timeToAnswer(args: readonly string[], port: number, path: string): Promise<Start> {
  const startedAtMs = performance.now();
  const child = spawn(process.execPath, args, { stdio: 'ignore' });
  try {
    await untilAnswers(port, path);
    const tookMs = performance.now() - startedAtMs;
    return { tookMs, residentBytes: await residentBytes(child.pid ?? 0) };
  } finally {
    const ended = once(child, 'exit');
    child.kill();
    await ended;
  }
}

function tell({
  bare,
  gatehouse,
}: {
  readonly bare: readonly Start[];
  readonly gatehouse: readonly Start[];
}): void {
  const line = (name: string, starts: readonly Start[]) => {
    const took = median(starts.map(({ tookMs }) => tookMs)).toFixed(0);
    const memory = (median(starts.map((start) => start.residentBytes)) / 2 ** 20).toFixed(0);
    return `  ${name.padEnd(16)}${took.padStart(5)} ms${memory.padStart(6)} MiB`;
  };
  const ratio = median(gatehouse.map(({ tookMs }, round) => tookMs / (bare[round]?.tookMs ?? tookMs)));
  process.stdout.write(
    `  ${machine()}\n  from the start of the process to its first answer, and its memory then, ${rounds} rounds in turn; medians\n` +
      `${line('bare node:http', bare)}\n${line('dist/main.js', gatehouse)}   ${ratio.toFixed(1)} times as long\n`,
  );
}
