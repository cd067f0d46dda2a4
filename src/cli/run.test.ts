import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { commands } from './commands.ts';
import { run } from './run.ts';

let workingDirectory: string;
beforeEach(() => {
  workingDirectory = mkdtempSync(join(tmpdir(), 'gatehouse-cli-'));
});

const execute = async (...args: string[]) => {
  let [stdout, stderr] = ['', ''];
  const code = await run(args, {
    stdout: (text) => {
      stdout += text;
    },
    stderr: (text) => {
      stderr += text;
    },
    environment: {},
    workingDirectory,
  });
  return { code, stdout, stderr };
};
const write = (name: string, text: string) => writeFileSync(join(workingDirectory, name), text);

test('--version and build-info tell the version', async () => {
  expect(await execute('--version')).toEqual({
    code: 0,
    stdout: expect.stringMatching(/^gatehouse \d+\.\d+\.\d+\n$/),
    stderr: '',
  });
  expect((await execute('build-info')).stdout).toMatch(/^Version: +\d+\.\d+\.\d+\nRuntime: +Node\.js /);
});

test('--help lists every command, that of a group its own', async () => {
  const { code, stdout } = await execute('--help');
  expect(code).toBe(0);
  for (const { words } of commands) expect(stdout).toContain(words);
  const group = await execute('config', '-h');
  expect(group.stdout).toContain('config template');
  expect(group.stdout).not.toContain('crypto');
  expect((await execute('config', 'validate', '--help')).stdout).toContain('config validate');
});

test.each([
  [['cofnig', 'validate'], 'Did you mean "config validate"?'],
  [['confg'], 'Did you mean "config validate"?'],
  [['build-inof'], 'Did you mean "build-info"?'],
  [['--confg', 'c.yml'], 'There is no flag "--confg". Did you mean "--config"?\n'],
  [['--zzz', 'c.yml'], 'There is no flag "--zzz".\n'],
  [['sreve', '--confg', 'c.yml'], 'There is no command "sreve'],
  [['zzz'], 'There is no command "zzz".\n'],
  [['config', 'validate', '--confg', 'x'], "Unknown option '--confg'"],
  [['config', 'validate', 'x', '--config', 'y'], 'one argument too many'],
  [['config'], 'config validate'],
])('%j is a wrong command line', async (args, told) => {
  const { code, stderr, stdout } = await execute(...args);
  expect(code).toBe(2);
  expect(stdout).toBe('');
  expect(stderr).toContain(told);
});

test('flags may stand before the words of a command', async () => {
  write('c.yml', 'a: [\n');
  const before = await execute('--config', 'c.yml', 'config', 'validate');
  expect(before).toEqual(await execute('config', 'validate', '--config=c.yml'));
  expect(before).toEqual(await execute('-c', 'c.yml', 'config', 'validate'));
  expect(before).toEqual(await execute('validate-config', 'c.yml'));
  expect(before.code).toBe(1);
  expect(before.stderr).toContain('error c.yml:');
  expect(before.stderr).toContain('The configuration is not valid: 1 error.');
});

test('config validate writes a configuration to begin with only where none is named', async () => {
  const { code, stderr } = await execute('config', 'validate');
  expect(code).toBe(1);
  expect(stderr).toContain('one to begin with has been written here');
  expect(existsSync(join(workingDirectory, 'configuration.yml'))).toBe(true);
});

test('config template prints the files after their filters', async () => {
  write('a.yml', 'a: {{ add }}');
  write('b.yml', 'b: {{ list 1 2 | join "," }}');
  write('c.yml', 'c: 1\n');
  const filter = ['--config.experimental.filters', 'template'];
  expect(await execute('config', 'template', '-c', 'b.yml', ...filter)).toEqual({
    code: 0,
    stdout: 'b: 1,2\n',
    stderr: '',
  });
  expect((await execute('config', 'template', '-c', 'b.yml', '-c', 'c.yml')).stdout).toBe(
    '---\n# b.yml\nb: {{ list 1 2 | join "," }}\n---\n# c.yml\nc: 1\n',
  );
  const wrong = await execute('config', 'template', '-c', 'a.yml', ...filter);
  expect(wrong).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('error a.yml:1:7') });
});

test('config schema prints a JSON Schema', async () => {
  const { code, stdout } = await execute('config', 'schema');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    type: 'object',
  });
});
