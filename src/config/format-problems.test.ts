import { expect, test } from 'vitest';
import { formatProblems } from './format-problems.ts';
import type { ConfigProblem } from './problem.ts';

const problem: ConfigProblem = {
  severity: 'error',
  keyPath: 'log.level',
  message: 'This is wrong.',
  hint: 'Write another.',
  source: { kind: 'file', file: 'c.yml', line: 12, column: 10 },
  excerpt: '  level: loud',
};

test('a problem is told with its place, line and hint', () => {
  expect(formatProblems([problem], { hasColor: false })).toBe(
    'error c.yml:12:10  log.level: This is wrong.\n    12 |   level: loud\n       |          ^\n    → Write another.\n',
  );
});

test('what is not known is left out', () => {
  const bare: ConfigProblem = {
    severity: 'warning',
    keyPath: '',
    message: 'Told.',
    hint: undefined,
    source: undefined,
  };
  const variable: ConfigProblem = {
    ...bare,
    keyPath: 'theme',
    source: { kind: 'environment', variable: 'AUTHELIA_THEME' },
  };
  expect(formatProblems([bare, variable], { hasColor: false })).toBe(
    'warning Told.\n\nwarning AUTHELIA_THEME  theme: Told.\n',
  );
  expect(formatProblems([], { hasColor: true })).toBe('');
});

test('colours only where they are wanted, and never those of the file', () => {
  const hostile = { ...problem, excerpt: 'a: \u001b[31mred\u202e', keyPath: 'a\u001b[0m' };
  for (const character of ['\u001b', '\u202e']) {
    expect(formatProblems([hostile], { hasColor: false })).not.toContain(character);
  }
  expect(formatProblems([hostile], { hasColor: true })).toContain('\u001b[31;1merror\u001b[0m');
  expect(formatProblems([hostile], { hasColor: true })).not.toContain('\u001b[31mred');
});
