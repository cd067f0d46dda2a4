import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../../src/cli/run.ts';
import { createTestingIo } from './testing-io.ts';

/** Runs `access-control check-policy` with an access control of its own and nothing else configured. */
export async function checkPolicy(accessControl: object, ...args: readonly string[]) {
  const workingDirectory = mkdtempSync(join(tmpdir(), 'gatehouse-check-policy-'));
  try {
    const configuration = JSON.stringify({ access_control: accessControl });
    writeFileSync(join(workingDirectory, 'configuration.yml'), configuration);
    const { io, written } = createTestingIo();
    const code = await run(['access-control', 'check-policy', ...args], { ...io, workingDirectory });
    const rows = written.out
      .split('\n')
      .filter((line) => /^[ *~#] \d/.test(line))
      .map((line) => line.trim().replaceAll(/\s+/g, ' '));
    return { code, ...written, rows, outcome: written.out.trimEnd().split('\n').at(-1) };
  } finally {
    rmSync(workingDirectory, { recursive: true });
  }
}
