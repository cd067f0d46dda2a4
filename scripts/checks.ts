import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** What is checked without running the product, as arguments to Node. */
const checks = [
  { name: 'types of the server', command: ['node_modules/typescript/bin/tsc', '-p', '.'] },
  { name: 'types of the pages', command: ['node_modules/typescript/bin/tsc', '-p', 'web'] },
  { name: 'format and lint (Biome)', command: ['node_modules/@biomejs/biome/bin/biome', 'check', '.'] },
  { name: 'lint by types (oxlint)', command: ['node_modules/oxlint/bin/oxlint', '--type-aware'] },
] as const;

/** How many checks passed and failed. */
export interface CheckCount {
  readonly passed: number;
  readonly failed: number;
}

/** Runs every check, prints a line for each and, where one fails, all that it said. */
export function runChecks(): CheckCount {
  let failed = 0;
  for (const { name, command } of checks) {
    const { status, stdout, stderr, error } = spawnSync(process.execPath, command, {
      cwd: root,
      encoding: 'utf8',
    });
    const isGood = status === 0;
    process.stdout.write(`${isGood ? 'ok    ' : 'FAILED'} ${name}\n`);
    if (isGood) continue;
    failed++;
    process.stdout.write(`${stdout ?? ''}${stderr ?? ''}${error?.message ?? ''}\n`);
  }
  return { passed: checks.length - failed, failed };
}
