import { describe, expect, test } from 'vitest';
import { createPasswordPolicy } from './create-password-policy.ts';
import { createStandardPolicy } from './standard-policy.ts';
import { createZxcvbnPolicy } from './zxcvbn-policy.ts';

const rules = {
  enabled: true,
  min_length: 8,
  max_length: 0,
  require_uppercase: false,
  require_lowercase: false,
  require_number: false,
  require_special: false,
};

describe('the standard policy', () => {
  test.each([
    [{}, '1234567', false],
    [{}, '12345678', true],
    // Four characters, eight bytes.
    [{}, 'äöüß', true],
    [{ max_length: 9 }, '1234567890', false],
    [{ max_length: 9 }, 'äöüßé', false],
    [{ max_length: 10 }, '1234567890', true],
    [{ require_uppercase: true }, 'lower case', false],
    [{ require_uppercase: true }, 'ÄÖÜ capitals beyond ascii', false],
    [{ require_uppercase: true }, 'one Capital', true],
    [{ require_lowercase: true }, 'ONLY CAPITALS', false],
    [{ require_lowercase: true }, 'ONE SMALl', true],
    [{ require_number: true }, 'no number', false],
    [{ require_number: true }, '١٢٣ others', false],
    [{ require_number: true }, 'number 1', true],
    [{ require_special: true }, 'OnlyLetters1', false],
    [{ require_special: true }, 'with blank', true],
    [{ require_special: true }, 'Umläute12', true],
    [{ require_uppercase: true, require_number: true }, 'Capital only', false],
  ])('%j of %j: %s', async (differences, password, isAccepted) => {
    expect(await createStandardPolicy({ ...rules, ...differences }).accepts(password)).toBe(isAccepted);
  });
});

describe('the zxcvbn policy', () => {
  test.each([
    [1, 'password', false],
    [3, 'password1', false],
    [3, 'qwertyuiop[]', false],
    [3, 'correct horse battery staple', true],
    [4, 'kX9#vQ2m!zT7', true],
    // However long: what is easy stays easy.
    [3, 'a'.repeat(1024), false],
    [4, 'abc'.repeat(300), false],
  ])('a score of %i of %j: %s', async (min_score, password, isAccepted) => {
    expect(await createZxcvbnPolicy({ min_score }).accepts(password)).toBe(isAccepted);
  });
});

test('the enabled one counts, none takes everything', async () => {
  const zxcvbn = { enabled: false, min_score: 3 };
  const accepts = (standard: boolean, score: boolean, password: string) =>
    createPasswordPolicy({
      standard: { ...rules, enabled: standard },
      zxcvbn: { ...zxcvbn, enabled: score },
    }).accepts(password);
  expect(await accepts(false, false, 'a')).toBe(true);
  expect(await accepts(true, false, 'password')).toBe(true);
  expect(await accepts(true, false, 'short')).toBe(false);
  expect(await accepts(false, true, 'password')).toBe(false);
});
