import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectRoot } from '../../support/project-root.ts';
import { createTemporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.ts';

const run = promisify(execFile);
const limitMs = 300_000;

/** What a run of npm or vitest tells its children, which a new npm must not hear. Where the registry is, is not among it. */
const ofOuterRun =
  /^(VITEST.*|NODE_ENV|NODE_OPTIONS|npm_(?!config_(registry|cafile|cache|proxy|https_proxy|noproxy|userconfig)$).*)$/;

/** This environment for a new npm, with the Node that runs this test first on the path. */
const environment = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !ofOuterRun.test(name))),
  PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH}`,
};

/** Copies what Git would hand to somebody who cloned this state: all but what `.gitignore` names. */
function copyTrackedFiles(to: string): void {
  const lines = readFileSync(join(projectRoot, '.gitignore'), 'utf8').split('\n');
  const ignored = ['.git', ...lines.filter((line) => line !== '')].map((line) => line.replace(/\/$/, ''));
  const isIgnored = (name: string) =>
    ignored.some((one) => (one.startsWith('*') ? name.endsWith(one.slice(1)) : name === one));
  cpSync(projectRoot, to, {
    recursive: true,
    filter: (path) => path === projectRoot || !isIgnored(basename(path)),
  });
}

describe('a fresh clone', () => {
  let folder: TemporaryFolder;
  let clone: string;
  const npm = async (cwd: string, ...args: string[]) =>
    (await run('npm', args, { cwd, env: environment })).stdout;

  beforeAll(async () => {
    folder = await createTemporaryFolder('fresh-clone');
    clone = join(folder.path, 'clone');
    copyTrackedFiles(clone);
  });
  afterAll(async () => {
    await folder?.remove();
  });

  test(
    'starts the demonstration with one command and leaves nothing but its own folders behind',
    async () => {
      const before = readdirSync(clone);
      const said = await npm(clone, 'run', 'demo', '--silent', '--', '--once');
      expect(said).toContain('http://app.example.localhost:');
      expect(said).toContain('app.example.localhost: 302');
      expect(said).toContain('vault.example.localhost: 302');
      const left = readdirSync(clone).filter((name) => !before.includes(name));
      expect(left.filter((name) => !['.cache', '.demo', 'dist', 'node_modules'].includes(name))).toEqual([]);
    },
    limitMs,
  );

  test(
    'is built, packed, installed elsewhere and says its version',
    async () => {
      const { version } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
      await npm(clone, 'run', 'build', '--silent');
      const built = await run(process.execPath, ['dist/main.js', '--version'], { cwd: clone });
      expect(built.stdout).toContain(version);
      const hashed = await run(
        process.execPath,
        ['dist/main.js', 'crypto', 'hash', 'generate', 'sha2crypt', '--password', 'secret'],
        { cwd: clone },
      );
      expect(hashed.stdout).toContain('$6$');

      const elsewhere = join(folder.path, 'elsewhere');
      mkdirSync(elsewhere);
      await npm(clone, 'pack', '--silent', '--pack-destination', elsewhere);
      await npm(elsewhere, 'install', '--silent', '--no-audit', '--no-fund', `./gatehouse-${version}.tgz`);
      expect(await npm(elsewhere, 'exec', '--', 'gatehouse', '--version')).toContain(version);
    },
    limitMs,
  );
});
