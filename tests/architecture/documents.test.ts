import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { dirname, join, normalize } from 'node:path';
import { expect, test } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { checkAccessTests } from '../../src/access/check-access-tests.ts';
import { loadConfig } from '../../src/config/load.ts';
import { resolveNetworkNames } from '../../src/config/resolve-network-names.ts';
import { accessControl } from '../../src/config/sections/access-control.ts';
import { definitions } from '../../src/config/sections/definitions.ts';
import { systemRandom } from '../../src/lib/random.ts';
import { projectRoot } from '../support/project-root.ts';
import { readSection } from '../support/read-section.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';

const read = (path: string) => readFileSync(join(projectRoot, path), 'utf8');

const documents = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...['docs', 'docs/ldap', 'docs/proxies', 'docs/decisions'].flatMap((folder) =>
    readdirSync(join(projectRoot, folder))
      .filter((name) => name.endsWith('.md'))
      .map((name) => `${folder}/${name}`),
  ),
];

interface Fence {
  readonly language: string;
  readonly title: string;
  readonly text: string;
}

/** The fenced blocks of a document that have a title. */
function titledFences(document: string): Fence[] {
  const pattern = /^```(\w+) title="([^"]+)"\n([\s\S]*?)^```$/gm;
  return [...read(document).matchAll(pattern)].map(([, language = '', title = '', text = '']) => ({
    language,
    title,
    text,
  }));
}

const withoutFences = (text: string) => text.replaceAll(/^```[\s\S]*?^```$/gm, '');

test('every path that the architecture names exists', () => {
  const paths = [
    ...read('docs/architecture.md').matchAll(/`((?:src|web|tests|demo|docs|scripts|shared)\/[^`]*)`/g),
  ];
  const named = paths.map(([, path = '']) => path);
  expect(named.length).toBeGreaterThan(50);
  expect(named.filter((path) => !existsSync(join(projectRoot, path)))).toEqual([]);
});

test('every folder of src stands in the table of ranks', () => {
  const table = read('docs/architecture.md');
  const folders = readdirSync(join(projectRoot, 'src'), { withFileTypes: true }).filter((one) =>
    one.isDirectory(),
  );
  expect(folders.map(({ name }) => name).filter((name) => !table.includes(`| \`src/${name}/\``))).toEqual([]);
});

test('no link of a document leads nowhere', () => {
  const broken = documents.flatMap((document) =>
    [...withoutFences(read(document)).matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)]
      .map(([, target = '']) => normalize(join(dirname(document), target)))
      .filter((target) => !existsSync(join(projectRoot, target)))
      .map((target) => `${document} → ${target}`),
  );
  expect(broken).toEqual([]);
});

test('the guides show the very files that the tests start proxies with', () => {
  const shown = readdirSync(join(projectRoot, 'docs/proxies')).flatMap((name) =>
    titledFences(`docs/proxies/${name}`),
  );
  expect(shown.filter(({ title, text }) => text !== read(title)).map(({ title }) => title)).toEqual([]);
  const files = readdirSync(join(projectRoot, 'demo/proxies'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(projectRoot.length + 1));
  expect(shown.map(({ title }) => title).sort()).toEqual(files.sort());
});

test('the configurations that no test starts a program with are YAML at least', () => {
  const files = readdirSync(join(projectRoot, 'demo/proxies'), { recursive: true, encoding: 'utf8' });
  const written = files.filter((name) => /\.ya?ml$/.test(name));
  expect(written.length).toBeGreaterThan(6);
  for (const name of written) {
    const parts = parseAllDocuments(read(`demo/proxies/${name}`));
    expect([name, parts.flatMap(({ errors }) => errors)]).toEqual([name, []]);
  }
  expect(parse(read('demo/proxies/traefik/dynamic.yml'))).toHaveProperty('http.middlewares.gatehouse');
  expect(parse(read('demo/proxies/envoy/envoy.yaml'))).toHaveProperty('static_resources.listeners');
});

test('the rules of the guide to access control are valid, and their tests hold', () => {
  const blocks = [...read('docs/access-control.md').matchAll(/^```yaml\n(access_control:[\s\S]*?)^```$/gm)];
  const [rules, tests] = blocks.map(([, text = '']) => parse(text));
  const { ready, problems } = readSection(accessControl, {
    ...rules.access_control,
    ...tests.access_control,
  });
  const errors = problems.filter(({ severity }) => severity === 'error');
  expect([errors, ready?.rules.length, ready?.tests?.length]).toEqual([[], 6, 4]);
  if (ready === undefined) return;
  const { network } = definitions.schema.parse(rules.definitions);
  const config = resolveNetworkNames({
    access_control: ready,
    definitions: { network, user_attributes: {} },
  });
  const failed: unknown[] = [];
  checkAccessTests(config, (problem) => failed.push(problem));
  expect(failed).toEqual([]);
});

test("the README's configuration and users file load without an error", async () => {
  const folder = await createTemporaryFolder('readme');
  for (const { title, text } of titledFences('README.md')) await writeFile(join(folder.path, title), text);
  const { config, problems } = await loadConfig({
    files: [join(folder.path, 'configuration.yml')],
    environment: {},
    workingDirectory: folder.path,
    random: systemRandom,
  });
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(config?.session.cookies[0]?.domain).toBe('example.com');
  expect(
    parse(
      read('README.md')
        .match(/^users:[\s\S]*?^```/m)?.[0]
        .replace('```', '') ?? '',
    ),
  ).toHaveProperty('users.alice');
  await folder.remove();
});

test.each(readdirSync(join(projectRoot, 'docs/ldap')))(
  'the configuration of docs/ldap/%s loads as it stands, without a warning of its own',
  async (name) => {
    const [shown] = titledFences(`docs/ldap/${name}`).filter(({ title }) => title === 'configuration.yml');
    const folder = await createTemporaryFolder('ldap-document');
    await writeFile(join(folder.path, 'configuration.yml'), shown?.text ?? '');
    const { config, problems } = await loadConfig({
      files: [join(folder.path, 'configuration.yml')],
      environment: {},
      workingDirectory: folder.path,
      random: systemRandom,
    });
    expect(problems.filter(({ keyPath }) => keyPath.startsWith('authentication_backend'))).toEqual([]);
    expect(config?.authentication_backend.ldap?.base_dn.toLowerCase()).toBe('dc=example,dc=com');
    await folder.remove();
  },
);

test('decisions are numbered once each, and their titles begin with the number', () => {
  const records = readdirSync(join(projectRoot, 'docs/decisions'));
  const numbers = records.map((name) => name.slice(0, 4));
  expect(numbers).toEqual([...new Set(numbers)]);
  const titles = records.map((name) => read(`docs/decisions/${name}`).split('\n', 1)[0]);
  expect(titles).toEqual(numbers.map((number) => expect.stringMatching(`^# ${number} [A-Za-z]`)));
});
