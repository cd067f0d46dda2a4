#!/usr/bin/env node
import { fileURLToPath } from 'node:url';

/** The oldest Node.js that this program runs on. */
const oldestNode = 24;

if (Number(process.versions.node.split('.')[0]) < oldestNode) {
  process.stderr.write(
    `Gatehouse needs Node.js ${oldestNode} or newer; this is ${process.versions.node} (${process.execPath}).\n` +
      'Install a newer one from https://nodejs.org, or run Gatehouse with `npm start`, which brings its own.\n',
  );
  process.exitCode = 1;
} else {
  // Built, it is compiled once; where this folder cannot be written, at every start.
  const { enableCompileCache } = await import('node:module');
  if (import.meta.url.endsWith('.js'))
    enableCompileCache(fileURLToPath(new URL('.compiled', import.meta.url)));
  // Imported only now: older versions cannot even read these files.
  const { createProcessIo } = await import('./cli/process-io.ts');
  const { run } = await import('./cli/run.ts');
  process.exitCode = await run(process.argv.slice(2), createProcessIo());
}
