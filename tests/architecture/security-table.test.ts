import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../support/project-root.ts';

const document = readFileSync(join(projectRoot, 'docs/security.md'), 'utf8');

/** The rows of the tables, as cells. */
const rows = document
  .split('\n')
  .filter((line) => line.startsWith('| ') && !/^\| (Seen in|What must not happen|-)/.test(line))
  .map((line) => line.split(' | ').map((cell) => cell.replace(/^\| | \|$/g, '').trim()));

/** The tests that a cell names: `file`: “title”. */
function namedTests(cell: string): { readonly file: string; readonly title: string }[] {
  return [...cell.matchAll(/`([^`]+\.tsx?)`: “([^”]+)”/g)].map(([, file = '', title = '']) => ({
    file,
    title,
  }));
}

/** Whether a file has a title as the words of a test or a group of tests. */
function hasTest(file: string, title: string): boolean {
  const path = join(projectRoot, file);
  if (!existsSync(path)) return false;
  const text = readFileSync(path, 'utf8');
  return ["'", '"', '`'].some(
    (quote) => text.includes(`(${quote}${title}${quote}, `) || text.includes(`${quote}${title}${quote},\n`),
  );
}

test('every row names a test, or the issue that it comes with', () => {
  expect(rows.length).toBeGreaterThan(40);
  const bare = rows.filter(
    (cells) => namedTests(cells.at(-1) ?? '').length === 0 && !/: issue \d+$/.test(cells.at(-1) ?? ''),
  );
  expect(bare).toEqual([]);
});

test('every test that is named exists', () => {
  const named = rows.flatMap((cells) => namedTests(cells.at(-1) ?? ''));
  expect(named.length).toBeGreaterThan(40);
  expect(named.filter(({ file, title }) => !hasTest(file, title))).toEqual([]);
});
