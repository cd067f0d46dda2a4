import { execFile } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findProgram } from '../../support/find-program.ts';
import { projectRoot } from '../../support/project-root.ts';
import { createTemporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.ts';

const run = promisify(execFile);
const hasClone = findProgram('git') !== undefined && existsSync(join(projectRoot, '.git'));
const limitMs = 300_000;

/** What a run of npm or vitest tells its children, which a new npm must not hear. Where the registry is, is not among it. */
const ofOuterRun =
  /^(VITEST.*|NODE_ENV|NODE_OPTIONS|npm_(?!config_(registry|cafile|cache|proxy|https_proxy|noproxy|userconfig)$).*)$/;

/** This environment for a new npm, with the Node that runs this test first on the path. */
const environment = {
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !ofOuterRun.test(name))),
  PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH}`,
};

/** What Git would hand to somebody who cloned this state: every file that is not ignored. */
async function copyTrackedFiles(to: string): Promise<void> {
  const { stdout } = await run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: projectRoot,
  });
  for (const path of stdout
    .split('\0')
    .filter((name) => name !== '' && existsSync(join(projectRoot, name)))) {
    mkdirSync(dirname(join(to, path)), { recursive: true });
    cpSync(join(projectRoot, path), join(to, path));
  }
}

describe.skipIf(!hasClone)('a fresh clone', () => {
  let folder: TemporaryFolder;
  let clone: string;
  const npm = async (cwd: string, ...args: string[]) =>
    (await run('npm', args, { cwd, env: environment })).stdout;

  beforeAll(async () => {
    folder = await createTemporaryFolder('fresh-clone');
    clone = join(folder.path, 'clone');
    await copyTrackedFiles(clone);
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
