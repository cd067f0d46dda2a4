import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { reasonOf } from '../src/lib/reason-of.ts';
import { checkDemo } from './check-demo.ts';
import { describeDemo } from './describe-demo.ts';
import { startDemo } from './start-demo.ts';

const usage = `npm run demo -- [--port PORT] [--once]
  --port PORT  the port to open in the browser; without it, a free one
  --once       start, ask every page once, print what it answers, end
`;

const folder = join(fileURLToPath(new URL('..', import.meta.url)), '.demo');
process.exitCode = await run(process.argv.slice(2));

async function run(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (options === undefined) {
    process.stderr.write(usage);
    return 2;
  }
  try {
    const demo = await startDemo({ folder, port: options.port });
    process.stdout.write(describeDemo(demo.port));
    const isGood = options.isOnce ? await checkDemo(demo.port) : await untilStopped();
    await demo.close();
    return isGood ? 0 : 1;
  } catch (error) {
    process.stderr.write(`The demonstration did not start: ${reasonOf(error)}\n`);
    return 1;
  }
}

function readOptions(args: readonly string[]): { port: number; isOnce: boolean } | undefined {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: { port: { type: 'string', default: '0' }, once: { type: 'boolean', default: false } },
    });
    const port = Number(values.port);
    return Number.isInteger(port) && port >= 0 && port < 65536 ? { port, isOnce: values.once } : undefined;
  } catch {
    return undefined;
  }
}

/** Waits for Ctrl-C or a polite request to end. */
function untilStopped(): Promise<true> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve(true));
  });
}
