import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../support/project-root.ts';

// A comparison that stops at the first difference tells an attacker how far a guess is right: secrets go through isSameSecret.

/** Where both sides come from the same person, so there is nobody to tell anything. */
const allowed = ['src/cli/ask-password.ts', 'src/cli/crypto-hash-generate.ts'];

const secretNames =
  'secret|password|token|digest|hash|signature|mac|hmac|cookieValue|otc|ticket|challenge|userHandle';
/** Elsewhere a `code` is a character's or an error's. */
const proofNames = `${secretNames}|code`;
const proofFolders = /^src\/(?:factors|portal|verification)\//;

const value = String.raw`(?!undefined|null|true|false|''|\d)[\w.[\]()]+`;

function comparedSecrets(text: string, names = secretNames): string[] {
  const name = String.raw`[\w.]*(?:${names})\b`;
  const comparison = new RegExp(`${name} [!=]== ${value}|${value} [!=]== ${name}(?![(.])`, 'i');
  return text.split('\n').filter((line) => comparison.test(line) && !line.includes('typeof'));
}

test('no secret is compared with === or !==', () => {
  const files = readdirSync(join(projectRoot, 'src'), { recursive: true, encoding: 'utf8' })
    .map((path) => `src/${path}`)
    .filter((path) => path.endsWith('.ts') && !path.endsWith('.test.ts') && !allowed.includes(path));
  expect(files.length).toBeGreaterThan(200);
  const found = files.flatMap((path) =>
    comparedSecrets(
      readFileSync(join(projectRoot, path), 'utf8'),
      proofFolders.test(path) ? proofNames : secretNames,
    ).map((line) => `${path}: ${line.trim()}`),
  );
  expect(found).toEqual([]);
});

test.each([
  ['if (token === expected) return true;', true],
  ['return given !== user.password;', true],
  ['secret === config.session.secret', true],
  ['if (challenge === put.challenge) {', true],
  ['return stored.userHandle === given;', true],
  ['if (session.secret === undefined) return;', false],
  ["password === ''", false],
  ['isSameSecret(token, expected)', false],
])('%s is found: %s', (line, isFound) => {
  expect(comparedSecrets(line).length > 0).toBe(isFound);
});
