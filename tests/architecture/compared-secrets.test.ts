import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../support/project-root.ts';

// A comparison that stops at the first difference tells an attacker how far a guess is right: secrets go through isSameSecret.

/** Where both sides come from the same person, so there is nobody to tell anything. */
const allowed = ['src/cli/ask-password.ts', 'src/cli/crypto-hash-generate.ts'];

const name = String.raw`[\w.]*(?:secret|password|token|digest|signature|mac|cookieValue)\b`;
const value = String.raw`(?!undefined|null|true|false|''|\d)[\w.[\]()]+`;
const comparison = new RegExp(`${name} [!=]== ${value}|${value} [!=]== ${name}(?![(.])`, 'i');

function comparedSecrets(text: string): string[] {
  return text.split('\n').filter((line) => comparison.test(line) && !line.includes('typeof'));
}

test('no secret is compared with === or !==', () => {
  const files = readdirSync(join(projectRoot, 'src'), { recursive: true, encoding: 'utf8' })
    .map((path) => `src/${path}`)
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !allowed.includes(path));
  expect(files.length).toBeGreaterThan(200);
  const found = files.flatMap((path) =>
    comparedSecrets(readFileSync(join(projectRoot, path), 'utf8')).map((line) => `${path}: ${line.trim()}`),
  );
  expect(found).toEqual([]);
});

test.each([
  ['if (token === expected) return true;', true],
  ['return given !== user.password;', true],
  ['secret === config.session.secret', true],
  ['if (session.secret === undefined) return;', false],
  ["password === ''", false],
  ['isSameSecret(token, expected)', false],
])('%s is found: %s', (line, isFound) => {
  expect(comparedSecrets(line).length > 0).toBe(isFound);
});
