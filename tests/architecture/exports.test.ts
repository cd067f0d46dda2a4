import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../support/project-root.ts';

const folders = ['src', 'shared', 'web/src', 'demo', 'scripts', 'tests', 'bench'];

const texts = new Map(
  folders
    .flatMap((folder) => readdirSync(join(projectRoot, folder), { recursive: true, withFileTypes: true }))
    .filter((entry) => entry.isFile() && /\.(?:tsx?|mjs)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((file) => [file, readFileSync(file, 'utf8')]),
);

const declaration =
  /^export (?:async )?(?:abstract )?(?:function\*?|const|class|interface|type) (?<name>[A-Za-z_$][\w$]*)/gm;
const importClause =
  /\bimport\s+(?<names>[^'";]*?)\s*from\s+'(?<from>\.[^']+)'|\bimport\(\s*'(?<whole>\.[^']+)'/g;

/** The names that other files import of each file; `*` for those that take it whole. */
const imported = new Map<string, Set<string>>();
for (const [file, text] of texts) {
  for (const { groups } of text.matchAll(importClause)) {
    const target = join(file, '..', groups?.from ?? groups?.whole ?? '');
    const names = imported.get(target) ?? new Set<string>();
    imported.set(target, names);
    for (const name of groups?.names?.match(/[\w$]+|\*/g) ?? ['*']) names.add(name);
  }
}

interface Export {
  readonly file: string;
  readonly name: string;
  readonly isType: boolean;
  readonly hasDocstring: boolean;
  /** How often the name stands in its own file. */
  readonly count: number;
}

const exports = [...texts].flatMap(([file, text]) =>
  [...text.matchAll(declaration)].map(({ 0: start, groups, index }): Export => {
    const name = groups?.name ?? '';
    return {
      file: file.slice(projectRoot.length).replace(/^\//, ''),
      name,
      isType: /interface|type/.test(start.slice(0, -name.length)),
      hasDocstring: text.slice(0, index).trimEnd().endsWith('*/'),
      count: text.match(new RegExp(`(?<![\\w$])${name.replaceAll('$', '\\$')}(?![\\w$])`, 'g'))?.length ?? 0,
    };
  }),
);

test('whatever is exported is imported somewhere; a type may also stand in the signature of another export', () => {
  const unused = exports.filter(({ file, name, isType, count }) => {
    const names = imported.get(join(projectRoot, file));
    return !names?.has('*') && !names?.has(name) && !(isType && count > 1);
  });
  expect(unused.map(({ file, name }) => `${file}: ${name}`)).toEqual([]);
});

test('every export has a docstring', () => {
  const bare = exports.filter(({ file, hasDocstring }) => !hasDocstring && !file.endsWith('.test.ts'));
  expect(bare.map(({ file, name }) => `${file}: ${name}`)).toEqual([]);
});
