import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = `${root}dist`;

// The pages have been built into dist/web by the step before this one (scripts/ensure-pages.ts).
for (const old of ['main.js', 'chunks', 'workers']) rmSync(`${out}/${old}`, { recursive: true, force: true });

await build({
  absWorkingDir: root,
  entryPoints: { main: 'src/main.ts' },
  outdir: out,
  bundle: true,
  splitting: true,
  chunkNames: 'chunks/[name]-[hash]',
  format: 'esm',
  platform: 'node',
  target: 'node24',
  minifySyntax: true,
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
