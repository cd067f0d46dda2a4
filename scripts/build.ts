import { glob, rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { buildPages } from './build-pages.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = `${root}dist`;

for await (const old of glob(`${out}/*.{js,txt}`)) await rm(old);
await rm(`${out}/.compiled`, { recursive: true, force: true });
await buildPages();

await build({
  absWorkingDir: root,
  entryPoints: {
    main: 'src/main.ts',
    // Started by name as a thread of its own.
    'blocking-hash-thread': 'src/users/passwords/blocking-hash-thread.ts',
  },
  outdir: out,
  bundle: true,
  splitting: true,
  // Beside the entries: what looks for a file beside itself finds it in the bundle too.
  chunkNames: '[name]-[hash]',
  format: 'esm',
  platform: 'node',
  target: 'node24',
  minifySyntax: true,
  // oidc-provider calls its storage by the names of its classes.
  keepNames: true,
  legalComments: 'external',
  // Native code cannot be bundled; it is found in node_modules.
  external: ['@node-rs/*'],
  // Bundled CommonJS packages call `require` for Node's own modules.
  banner: {
    js: "import { createRequire as createRequireForBundle } from 'node:module'; const require = createRequireForBundle(import.meta.url);",
  },
  logLevel: 'warning',
});
console.error('Built dist/main.js; run it with: node dist/main.js --config configuration.yml');
