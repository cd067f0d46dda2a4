import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/**
 * Rank of each module (docs/architecture.md), and, where not all lower ones are open to it, the modules it may import and those of which
 * it may import types only.
 */
const modules: Record<string, { rank: number; typesOnly?: readonly string[]; values?: readonly string[] }> = {
  lib: { rank: 0 },
  config: { rank: 1, values: ['lib'] },
  http: { rank: 1, values: ['lib'] },
  storage: { rank: 2, values: ['lib'], typesOnly: ['config'] },
  users: { rank: 2, values: ['lib'], typesOnly: ['config'] },
  notify: { rank: 2, values: ['lib'], typesOnly: ['config'] },
  session: { rank: 3, values: ['lib', 'http'], typesOnly: ['config', 'storage'] },
  regulation: { rank: 3, values: ['lib'], typesOnly: ['config', 'storage'] },
  access: { rank: 3, values: ['lib'], typesOnly: ['config'] },
  audit: { rank: 3, values: ['lib'], typesOnly: ['config', 'http', 'storage', 'users', 'notify'] },
  factors: { rank: 4 },
  verification: { rank: 4 },
  admin: { rank: 4 },
  authz: { rank: 5 },
  portal: { rank: 5 },
  oidc: { rank: 5 },
  ops: { rank: 5 },
  app: { rank: 6 },
  cli: { rank: 7 },
  main: { rank: 7 },
};

interface Import {
  readonly from: string;
  readonly to: string;
  readonly isTypeOnly: boolean;
}

const sources = filesBelow('src');

const imports = sources.flatMap(importsOf);

function filesBelow(folder: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name));
}

function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8');
  const pattern =
    /(?:^|\n)\s*(?:import|export)\s+(type\s)?[^'"`;]*?from\s+['"](\.[^'"]+)['"]|(?:^|\n)\s*import\s+['"](\.[^'"]+)['"]|\bimport\(\s*['"](\.[^'"]+)['"]/g;
  return [...text.matchAll(pattern)].map((match) => ({
    from: file,
    to: join(dirname(file), match[2] ?? match[3] ?? match[4] ?? ''),
    isTypeOnly: match[1] !== undefined,
  }));
}

const isTest = (file: string) => /\.(test|contract)\.tsx?$/.test(file);
const nameOf = (file: string) => relative(root, file);
const moduleOf = (file: string) => {
  const [top, first = ''] = nameOf(file).split('/');
  return top === 'src' ? first.replace(/\.ts$/, '') : (top ?? '');
};

test('every folder of src has a rank', () => {
  expect([...new Set(sources.map(moduleOf))].filter((name) => modules[name] === undefined)).toEqual([]);
});

test('a file imports from its own module or from lower ranks, and only types where the table says so', () => {
  const wrong = imports
    .filter(({ from }) => !isTest(from))
    .filter(({ from, to, isTypeOnly }) => {
      const [own, other] = [moduleOf(from), moduleOf(to)];
      if (own === other || other === 'shared') return false;
      const [here, there] = [modules[own], modules[other]];
      if (here === undefined || there === undefined) return true;
      if (here.values === undefined && here.typesOnly === undefined) {
        return there.rank >= here.rank && !(own === 'main' && other === 'cli');
      }
      if (here.values?.includes(other)) return false;
      return !(isTypeOnly && here.typesOnly?.includes(other));
    });
  expect(wrong.map(({ from, to }) => `${nameOf(from)} → ${nameOf(to)}`)).toEqual([]);
});

test('no import cycles', () => {
  const next = new Map<string, string[]>();
  for (const { from, to, isTypeOnly } of imports) {
    if (!isTypeOnly) next.set(from, [...(next.get(from) ?? []), to]);
  }
  const done = new Set<string>();
  const cycles: string[] = [];
  const visit = (file: string, path: readonly string[]) => {
    if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file].map(nameOf).join(' → '));
    if (done.has(file) || path.includes(file)) return;
    for (const to of next.get(file) ?? []) visit(to, [...path, file]);
    done.add(file);
  };
  for (const file of next.keys()) visit(file, []);
  expect(cycles).toEqual([]);
});

test('no file only hands on the exports of others, and none has a default export', () => {
  const wrong = sources.filter((file) => {
    const text = readFileSync(file, 'utf8');
    return (
      /^export\s+(?:type\s+)?(?:\*|\{[^}]*\})\s*(?:as\s+\w+\s*)?from\b/m.test(text) ||
      /^export default\b/m.test(text)
    );
  });
  expect(wrong.map(nameOf)).toEqual([]);
});

test('only src/config reads the environment', () => {
  const wrong = sources.filter(
    (file) => moduleOf(file) !== 'config' && /\bprocess\.env\b/.test(readFileSync(file, 'utf8')),
  );
  expect(wrong.map(nameOf)).toEqual([]);
});

test('only the wiring names concrete backends', () => {
  const concrete =
    /src\/(session\/stores|users\/(?:file|ldap)|regulation\/bucket-stores|storage\/dialects)\//;
  /** The one file of a module that chooses among its own backends. */
  const choosers = new Set(['src/storage/open-storage.ts']);
  const wrong = imports.filter(
    ({ from, to, isTypeOnly }) =>
      !isTypeOnly &&
      !isTest(from) &&
      concrete.test(to) &&
      dirname(from) !== dirname(to) &&
      moduleOf(from) !== 'app' &&
      !choosers.has(nameOf(from)) &&
      !concrete.test(from),
  );
  expect(wrong.map(({ from, to }) => `${nameOf(from)} → ${nameOf(to)}`)).toEqual([]);
});

test.each([
  [
    'cookies',
    /; HttpOnly|'HttpOnly'/,
    [
      'src/oidc/device/resume-cookie.ts',
      'src/portal/pages/onward-marker.ts',
      'src/session/cookie.ts',
      'src/session/tickets.ts',
    ],
  ],
  ['answers', /\.writeHead\(/, ['src/http/write-answer.ts']],
])('%s are written in few places', (_what, pattern, places) => {
  const found = sources.filter((file) => !isTest(file) && pattern.test(readFileSync(file, 'utf8')));
  expect(found.map(nameOf).sort()).toEqual(places);
});

/** What each folder beside `src/` may import of ours; tests may import anything. */
const outside: Readonly<Record<string, readonly string[]>> = {
  shared: ['shared'],
  'web/src': ['web/src', 'shared'],
  demo: ['demo', 'src', 'tests/support'],
};

test.each(Object.entries(outside))('%s imports of ours only from %j', (folder, allowed) => {
  const wrong = filesBelow(folder)
    .filter((file) => !isTest(file))
    .flatMap(importsOf)
    .filter(({ to }) => !allowed.some((one) => nameOf(to).startsWith(`${one}/`)));
  expect(wrong.map(({ from, to }) => `${nameOf(from)} → ${nameOf(to)}`)).toEqual([]);
});
