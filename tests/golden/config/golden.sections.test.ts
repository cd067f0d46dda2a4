import { existsSync, mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { allSections } from '../../../src/config/all-sections.ts';
import { formatProblems } from '../../../src/config/format-problems.ts';
import { configurationSchema } from '../../../src/config/json-schema.ts';
import { hasSecretFile, isSecretPath } from '../../../src/config/key-path.ts';
import { loadConfig } from '../../../src/config/load.ts';
import { addressBlocks, renamedKeys } from '../../../src/config/renamed-keys.ts';
import type { Shape } from '../../../src/config/schema-shape.ts';
import { shapeBelow, shapeOf } from '../../../src/config/schema-shape.ts';
import { variableTable } from '../../../src/config/sources/variable-names.ts';

// Golden tests: each folder of `cases` holds a configuration, maybe `environment.json`, and what comes of it:
// `problems.txt` as printed, and `config.json` where it is valid. `vitest run tests/golden -u` writes both anew.
const casesFolder = fileURLToPath(new URL('cases', import.meta.url));
const random = { bytes: (count: number) => Buffer.alloc(count, 7) };

const environmentOf = (folder: string): Record<string, string> => {
  const file = join(folder, 'environment.json');
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
};

describe('configurations and what comes of them', () => {
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

  test('the configuration to begin with is a valid one', async () => {
    const workingDirectory = mkdtempSync(join(tmpdir(), 'gatehouse-starter-'));
    const options = { environment: {}, workingDirectory, random };
    expect((await loadConfig(options)).config).toBeUndefined();
    const { config, problems } = await loadConfig(options);
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(config?.session.cookies[0]?.domain).toBe('example.com');
  });

  test('every key with a secret file is one whose value is never shown', () => {
    const secrets = [...variableTable(shapeOf(configurationSchema(allSections.table))).values()].filter(
      ({ path }) => hasSecretFile(path),
    );
    expect(secrets.length).toBeGreaterThan(5);
    expect(secrets.filter(({ path }) => !isSecretPath(path))).toEqual([]);
  });

  test('today’s name of every renamed key is one that the sections know', () => {
    const shape = shapeOf(configurationSchema(allSections.table));
    const isKnown = (path: string) => {
      const steps = path.split('.').flatMap((key) => (key.endsWith('[]') ? [key.slice(0, -2), 0] : [key]));
      return steps.reduce<Shape | undefined>(shapeBelow, shape) !== undefined;
    };
    const names = [...renamedKeys.map(({ to }) => to), ...addressBlocks.map(({ address }) => address)];
    expect(names.filter((name) => !isKnown(name))).toEqual([]);
  });
});
