import { glob, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { builtSchemaName, wholeSchema } from '../src/config/whole-schema.ts';
import { buildPages } from './build-pages.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const out = `${root}dist`;

for await (const old of glob(`${out}/*.{js,txt}`)) await rm(old);
await rm(`${out}/.compiled`, { recursive: true, force: true });
await buildPages();

await writeFile(`${out}/${builtSchemaName}`, JSON.stringify(await wholeSchema()));

/** Importing node:http as a module asks for all that it exports, and that loads Node's own HTTP client, which nothing here uses. */
const httpWithoutItsClient: Plugin = {
  name: 'http-without-its-client',
  setup(builder) {
    builder.onResolve({ filter: /^(node:)?http$/ }, () => ({ path: 'node:http', namespace: 'built-in' }));
    builder.onLoad({ filter: /.*/, namespace: 'built-in' }, () => ({
      contents: "module.exports = process.getBuiltinModule('node:http');",
    }));
  },
};

/** It calls its storage by the names of its classes, which takes a build of its own: keeping all names costs every start. */
const oidcEngine = 'oidc-provider';
const oidcEngineApart: Plugin = {
  name: 'oidc-engine-apart',
  setup(builder) {
    const isEngine = new RegExp(`^${oidcEngine}$`);
    builder.onResolve({ filter: isEngine }, () => ({ path: `./${oidcEngine}.js`, external: true }));
  },
};

const common: BuildOptions = {
  absWorkingDir: root,
  outdir: out,
  bundle: true,
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
};

await build({
  ...common,
  entryPoints: {
    main: 'src/main.ts',
    // Started by name as a thread of its own.
    'blocking-hash-thread': 'src/users/passwords/blocking-hash-thread.ts',
  },
  splitting: true,
  // Beside the entries: what looks for a file beside itself finds it in the bundle too.
  chunkNames: '[name]-[hash]',
  plugins: [httpWithoutItsClient, oidcEngineApart],
});
await build({
  ...common,
  entryPoints: { [oidcEngine]: oidcEngine },
  keepNames: true,
  plugins: [httpWithoutItsClient],
});
console.error('Built dist/main.js; run it with: node dist/main.js --config configuration.yml');
