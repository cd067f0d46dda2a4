import { authz } from './authz.ts';
import { knownUnknownUser } from './known-unknown-user.ts';
import { pages } from './pages.ts';
import { signIns } from './sign-ins.ts';
import { startUp } from './start-up.ts';

// `npm run bench`: each prints what it measured. Name some to run only those: npm run bench -- authz start-up
const benchmarks = {
  authz,
  'sign-ins': signIns,
  'start-up': startUp,
  pages,
  'known-unknown-user': knownUnknownUser,
} as const satisfies Record<string, () => Promise<void>>;

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !(name in benchmarks));
if (unknown.length > 0) {
  process.stderr.write(
    `No benchmark ${unknown.join(', ')}; there are: ${Object.keys(benchmarks).join(', ')}\n`,
  );
  process.exitCode = 2;
} else {
  for (const [name, run] of Object.entries(benchmarks)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    process.stdout.write(`\n${name}\n`);
    await run();
  }
}
