import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { allSections } from '../../../src/config/all-sections.ts';
import { formatProblems } from '../../../src/config/format-problems.ts';
import { loadConfig } from '../../../src/config/load.ts';

// Golden tests: each folder of `cases` holds a configuration, maybe `environment.json`, and what comes of it:
// `problems.txt` as printed, and `config.json` where it is valid. `vitest run tests/golden -u` writes both anew.
const casesFolder = fileURLToPath(new URL('cases', import.meta.url));
const random = { bytes: (count: number) => Buffer.alloc(count, 7) };

const environmentOf = (folder: string): Record<string, string> => {
  const file = join(folder, 'environment.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
};

// These need the real sections, which the branch of the loader alone does not have.
describe.skipIf(Object.keys(allSections.table).length === 0)('configurations and what comes of them', () => {
  test.each(readdirSync(casesFolder))('%s', async (name) => {
    const folder = join(casesFolder, name);
    const { config, problems, files } = await loadConfig({
      environment: environmentOf(folder),
      workingDirectory: folder,
      random,
    });
    expect(files.length).toBeGreaterThan(0);
    await expect(formatProblems(problems, { hasColor: false })).toMatchFileSnapshot(
      join(folder, 'problems.txt'),
    );
    if (config === undefined) expect(existsSync(join(folder, 'config.json'))).toBe(false);
    else
      await expect(`${JSON.stringify(config, null, 2)}\n`).toMatchFileSnapshot(join(folder, 'config.json'));
  });
});
