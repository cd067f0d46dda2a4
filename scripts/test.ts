// `npm test`: the checks, then every test; arguments go on to vitest. With CI=true missing programs are installed and
// nothing may be left out; otherwise what the machine lacks is named together with the command that installs it.
import { runChecks } from './checks.ts';
import { findMissingPrograms, installCommand, installPrograms } from './programs.ts';
import { runVitest } from './vitest-run.ts';

const isComplete = process.env.CI === 'true';

let missing = findMissingPrograms();
if (isComplete && missing.length > 0) {
  installPrograms(missing);
  missing = findMissingPrograms();
}
const checks = runChecks();
const tests = await runVitest(process.argv.slice(2));
for (const { name, neededFor } of missing)
  process.stdout.write(`Left out for want of ${name}: ${neededFor}.\n`);
if (missing.length > 0) process.stdout.write(`To run them as well: ${installCommand(missing)}\n`);
if (isComplete && tests.skipped > 0) process.stdout.write('With CI=true nothing may be left out.\n');

const passed = checks.passed + tests.passed;
const failed = checks.failed + tests.failed;
const isGood = failed === 0 && tests.passed > 0 && !(isComplete && (tests.skipped > 0 || missing.length > 0));
process.stdout.write(`${passed} passed, ${failed} failed, ${tests.skipped} skipped\n`);
process.exitCode = isGood ? 0 : 1;
