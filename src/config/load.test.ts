import { mkdirSync, mkdtempSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadTexts, problemLine } from '../../tests/support/load-text.ts';
import { standInSections } from '../../tests/support/stand-in-sections.ts';
import { systemRandom } from '../lib/random.ts';
import { formatProblems } from './format-problems.ts';
import type { ConfigCheck } from './load.ts';
import { loadConfig } from './load.ts';

const storage = 'storage:\n  encryption_key: a_key_of_more_than_twenty\n';
const load = loadTexts;
const lines = async (...args: Parameters<typeof loadTexts>) =>
  (await load(...args)).problems.map(problemLine);
const checkRan = 'warning c.yml:1:1 storage.mysql: A check ran. → None.';

describe('sources', () => {
  test('later files win over earlier ones, the environment over files', async () => {
    const { config, files, problems } = await load(
      {
        'a.yml': `${storage}theme: dark\nlog: {level: debug}\nsession: {name: one}\n`,
        'b.yml': 'session: {name: two}\n',
      },
      { files: ['a.yml,b.yml'], environment: { AUTHELIA_LOG_LEVEL: 'info', AUTHELIA_SERVER_MODES: 'x, y' } },
    );
    expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(files).toEqual(['a.yml', 'b.yml']);
    expect(config).toMatchObject({
      theme: 'dark',
      log: { level: 'info' },
      session: { name: 'two' },
      server: { modes: ['x', 'y'] },
    });
  });

  test('X_AUTHELIA_CONFIG names files where no flag does, and configuration.yml is read where neither does', async () => {
    const texts = { 'configuration.yml': `${storage}theme: dark\n`, 'x.yml': `${storage}theme: light\n` };
    const environment = { X_AUTHELIA_CONFIG: 'x.yml' };
    expect((await load(texts)).config).toMatchObject({ theme: 'dark' });
    expect((await load(texts, { environment })).config).toMatchObject({ theme: 'light' });
    expect((await load(texts, { environment, files: ['configuration.yml'] })).config).toMatchObject({
      theme: 'dark',
    });
  });

  test('of a folder the YAML files in it are read by name, not those of folders below', async () => {
    const workingDirectory = mkdtempSync(join(tmpdir(), 'gatehouse-load-'));
    mkdirSync(join(workingDirectory, 'conf', 'below'), { recursive: true });
    const write = (name: string, text: string) => writeFileSync(join(workingDirectory, 'conf', name), text);
    write('10-a.yml', `${storage}theme: light\nsession: {name: first}\n`);
    write('20-b.yaml', 'theme: dark\n');
    write('note.txt', 'theme: [');
    write('below/30-c.yml', 'theme: nonsense\n');
    const { config, files } = await loadConfig({
      files: ['conf'],
      environment: {},
      workingDirectory,
      random: systemRandom,
      sections: standInSections,
    });
    expect(files).toEqual(['conf/10-a.yml', 'conf/20-b.yaml']);
    expect(config).toMatchObject({ theme: 'dark', session: { name: 'first' } });
  });

  test('where there is no configuration, one is written for its owner alone and named in the error', async () => {
    const workingDirectory = mkdtempSync(join(tmpdir(), 'gatehouse-load-'));
    const options = { environment: {}, workingDirectory, random: systemRandom, sections: standInSections };
    const { config, problems } = await loadConfig(options);
    const path = join(workingDirectory, 'configuration.yml');
    expect(config).toBeUndefined();
    expect(problems).toMatchObject([{ severity: 'error', source: { file: 'configuration.yml' } }]);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    const text = readFileSync(path, 'utf8');
    const secrets = [...text.matchAll(/'([A-Za-z0-9]{64})'/g)].map((match) => match[1]);
    expect(new Set(secrets).size).toBe(3);
    await loadConfig(options);
    expect(readFileSync(path, 'utf8')).toBe(text);
  });

  test('a file that was named and is not there is an error, and nothing is written', async () => {
    expect(await lines({}, { files: ['none.yml'] })).toEqual([
      'error none.yml : This cannot be read: there is no such file or folder. → Look at the path given with `--config`.',
    ]);
  });

  test('a file that is not UTF-8 is an error', async () => {
    const workingDirectory = mkdtempSync(join(tmpdir(), 'gatehouse-load-'));
    writeFileSync(join(workingDirectory, 'c.yml'), Buffer.from([0x61, 0x3a, 0x20, 0xff]));
    const { problems } = await loadConfig({
      files: ['c.yml'],
      environment: {},
      workingDirectory,
      random: systemRandom,
      sections: standInSections,
    });
    expect(problems.map(({ message }) => message)).toEqual(['The file is not text in UTF-8.']);
  });

  test('checks of other modules run where nothing else is wrong, and their problems have places', async () => {
    const seen: unknown[] = [];
    const check: ConfigCheck = (config, report) => {
      seen.push(config.theme);
      report({ path: ['theme'], severity: 'error', message: 'Not this one.' });
    };
    const run = (text: string) => load({ 'c.yml': text }, { files: ['c.yml'], checks: [check] });
    const refused = await run(`${storage}theme: dark\n`);
    expect([refused.config, refused.problems.map(problemLine)]).toEqual([
      undefined,
      expect.arrayContaining([expect.stringMatching(/^error c\.yml:\d+:\d+ theme: Not this one\./)]),
    ]);
    await run(`${storage}theme: pink\n`);
    expect(seen).toEqual(['dark']);
  });

  test('sections that can be read are there although others are wrong', async () => {
    const { config, ready } = await load(
      { 'c.yml': 'theme: dark\nlog: {level: loud}\n' },
      { files: ['c.yml'] },
    );
    expect([config, ready.theme, ready.log]).toEqual([undefined, 'dark', undefined]);
  });

  test('the result is frozen through and through', async () => {
    const { config } = await load({ 'c.yml': `${storage}log: {level: debug}\n` }, { files: ['c.yml'] });
    expect(Object.isFrozen(config)).toBe(true);
    expect(Object.isFrozen(config?.log)).toBe(true);
  });
});

describe('problems', () => {
  test('all of them are told at once, in the order of their places', async () => {
    const text = [
      'storage:',
      '  encryption_key: a_key_of_more_than_twenty',
      'theme: purple',
      'sesion:',
      '  name: x',
      'session:',
      '  secrte: hunter2',
      '  theme: dark',
      '  redis:',
      '    port: [1]',
      'log:',
      '  levle: debug',
      'server: 3',
    ].join('\n');
    expect(
      await lines({ 'c.yml': text }, { files: ['c.yml'], environment: { AUTHELIA_THEM: 'dark' } }),
    ).toEqual([
      checkRan,
      'error c.yml:3:8 theme: This must be one of `light` or `dark`, not "purple".',
      'error c.yml:4:1 sesion: There is no such key at the top level. → Did you mean `session`?',
      'error c.yml:7:3 session.secrte: There is no such key. → Did you mean `secret`?',
      'error c.yml:8:3 session.theme: There is no such key. → This key belongs elsewhere: `theme` at the top level.',
      'error c.yml:9:3 session.redis.host: This key is missing. → Write it with text.',
      'error c.yml:10:11 session.redis.port: This must be a number or text, not a list.',
      'error c.yml:12:3 log.levle: There is no such key. → Did you mean `level`?',
      'error c.yml:13:9 server: This must be keys with values, not "3".',
      'warning AUTHELIA_THEM : The variable AUTHELIA_THEM stands for no key and is not read. → Did you mean AUTHELIA_THEME?',
    ]);
  });

  test('a section that is missing and cannot be is asked key by key', async () => {
    expect(await lines({ 'c.yml': 'theme: dark\n' }, { files: ['c.yml'] })).toEqual([
      'error - storage.encryption_key: This key is missing. → Write it with text.',
    ]);
  });

  test('a file that cannot be parsed is not also told to lack keys', async () => {
    expect(await lines({ 'c.yml': 'theme: "dark\n' }, { files: ['c.yml'] })).toEqual([
      'error c.yml:1:8 : The quote that begins here is never closed. → Put the same quote at the end of the value.',
    ]);
  });

  test('a line is shown where it holds no secret, its value only where the key is known', async () => {
    const text = `${storage}theme: purple\nsession:\n  secrte: hunter2\n  redis: {port: 1, pass: hunter2}\nlog: {level: x}\n`;
    const { problems } = await load({ 'c.yml': text }, { files: ['c.yml'] });
    expect(problems.map(({ keyPath, excerpt }) => [keyPath, excerpt])).toEqual([
      ['storage.mysql', 'storage:'],
      ['theme', 'theme: purple'],
      ['session.secrte', '  secrte: …'],
      ['session.redis.host', '  redis: …'],
      ['session.redis.pass', '  redis: …'],
      ['log.level', 'log: …'],
    ]);
  });

  test('keys that take text get it letter by letter', async () => {
    const text = `${storage}session: {name: 1.10, secret: 0123}\nlog: {file_path: 12}\n`;
    const { config } = await load({ 'c.yml': text }, { files: ['c.yml'] });
    expect(config).toMatchObject({ session: { name: '1.10', secret: '0123' }, log: { file_path: '12' } });
  });

  test('keys that are named by the operator are free, what stands below them is not', async () => {
    const text = `${storage}definitions:\n  network:\n    home: [10.0.0.0/8]\n    away: 3\n`;
    expect(await lines({ 'c.yml': text }, { files: ['c.yml'] })).toEqual([
      checkRan,
      'error c.yml:6:11 definitions.network.away: This must be a list, not "3".',
    ]);
  });
});

describe('filters', () => {
  test('a problem in a rendered line points to the line of the template and quotes nothing', async () => {
    const text = `{{- $level := "loud" }}\n${storage}log:\n{{- if true }}\n  level: {{ $level }}\n{{- end }}\n`;
    const { problems } = await load({ 'c.yml': text }, { files: ['c.yml'], filters: ['template'] });
    expect(problems.map(problemLine)).toEqual([
      'warning c.yml:2:1 storage.mysql: A check ran. → None.',
      'error c.yml:6 log.level: This must be one of `info` or `debug`, not the value that the filter put there.',
    ]);
    expect(problems[1]?.excerpt).toBe('  level: …');
  });

  test('a mistake in a template is told with its place', async () => {
    expect(
      await lines(
        { 'c.yml': 'a: 1\nb: {{ nope }}\n' },
        { files: ['c.yml'], environment: { X_AUTHELIA_CONFIG_FILTERS: 'template' } },
      ),
    ).toEqual(['error c.yml:2:7 : There is no function `nope`.']);
  });

  test('unknown and repeated names are errors, expand-env is deprecated', async () => {
    const problems = await lines(
      { 'c.yml': storage },
      { files: ['c.yml'], filters: ['tempalte,expand-env', 'expand-env'] },
    );
    expect(problems.filter((line) => line !== checkRan)).toEqual([
      'error - : There is no configuration filter `tempalte`. → Did you mean `template`?',
      'error - : The configuration filter `expand-env` is named twice. → Name it once.',
      'warning - : The configuration filter `expand-env` is deprecated. → Use `template`, with `{{ env "NAME" }}`.',
    ]);
  });

  test('expand-env puts in variables, but none that hold secrets of ours', async () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: these are the filter's own
    const text = 'session: {name: "$NAME-${NAME}-$AUTHELIA_SESSION_SECRET"}\n';
    const { config } = await load(
      { 'c.yml': `${storage}${text}` },
      { files: ['c.yml'], filters: ['expand-env'], environment: { NAME: 'n' } },
    );
    expect(config).toMatchObject({ session: { name: 'n-n-' } });
  });
});

test('no problem ever holds the value of a secret, wherever and however wrong it is written', async () => {
  const secret = 'Hunter2Hunter2';
  const name = fc.constantFrom(
    'secret',
    'password',
    'secrte',
    'jwt_secret',
    'tls_key',
    'encryption_key',
    'pasword',
    'private_key',
    'jwks',
  );
  const above = fc.constantFrom(
    '',
    'session:\n  ',
    'session:\n  redis:\n    ',
    'storage:\n  ',
    'sesion:\n  ',
    'identity_providers:\n  oidc:\n    clients:\n      - ',
    '- ',
  );
  const value = fc.constantFrom(
    secret,
    `"${secret}"`,
    `"${secret}`,
    `'${secret}`,
    `[${secret}]`,
    `{a: ${secret}}`,
    `|\n        ${secret}`,
    `>-\n      ${secret}`,
    `${secret}: x`,
    `*${secret}`,
    `&x ${secret}`,
    `!t ${secret}`,
    `@${secret}`,
    `"\\q${secret}"`,
    `{{ "${secret}" }}`,
    `{{ ${secret} }}`,
  );
  const filters = fc.constantFrom([], ['template']);
  await fc.assert(
    fc.asyncProperty(above, name, value, filters, async (before, key, written, names) => {
      // The name of an alias, tag or template function is no value.
      fc.pre(!/^[*!]|\{\{ H/.test(written));
      const { problems } = await load(
        { 'c.yml': `theme: purple\n${before}${key}: ${written}\n` },
        { files: ['c.yml'], filters: names },
      );
      const told = formatProblems(problems, { hasColor: false });
      expect(told).toContain('error');
      expect(told).not.toContain(secret);
    }),
    { numRuns: 300 },
  );
});
