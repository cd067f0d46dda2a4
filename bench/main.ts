import { authz } from './authz.ts';
import { knownUnknownUser } from './known-unknown-user.ts';

// `npm run bench`: each prints what it measured. Name some to run only those: npm run bench -- known-unknown-user
const benchmarks = { authz, 'known-unknown-user': knownUnknownUser } as const satisfies Record<
  string,
  () => Promise<void>
>;

const wanted = process.argv.slice(2);
for (const [name, run] of Object.entries(benchmarks)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  process.stdout.write(`\n${name}\n`);
  await run();
}
