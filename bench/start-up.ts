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
  const times = { bare: [] as number[], gatehouse: [] as number[] };
  for (let round = 0; round <= rounds; round++) {
    const bare = await timeToAnswer(['-e', bareProgram], barePort, '/');
    const gatehouse = await timeToAnswer(
      [program, '--config', join(folder, 'configuration.yml')],
      port,
      '/api/health',
    );
    if (round === 0) continue;
    times.bare.push(bare);
    times.gatehouse.push(gatehouse);
  }
  tell(times);
}

async function timeToAnswer(args: readonly string[], port: number, path: string): Promise<number> {
  const startedAtMs = performance.now();
  const child = spawn(process.execPath, args, { stdio: 'ignore' });
  try {
    await untilAnswers(port, path);
    return performance.now() - startedAtMs;
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
  readonly bare: readonly number[];
  readonly gatehouse: readonly number[];
}) {
  const ratio = median(gatehouse.map((took, round) => took / (bare[round] ?? took)));
  process.stdout.write(
    `  ${machine()}\n  from the start of the process to its first answer, ${rounds} rounds in turn; medians\n` +
      `  bare node:http  ${median(bare).toFixed(0).padStart(5)} ms\n` +
      `  dist/main.js    ${median(gatehouse).toFixed(0).padStart(5)} ms   ${ratio.toFixed(1)} times as long\n`,
  );
}
