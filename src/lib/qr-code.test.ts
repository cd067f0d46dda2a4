import { expect, test } from 'vitest';
import { qrModules, qrPath } from './qr-code.ts';

test('a code is a square with a quiet zone of four modules and the three finders', () => {
  const modules = qrModules('otpauth://totp/a:b?secret=GEZDGNBVGY3TQOJQ');
  expect(modules.every((row) => row.length === modules.length)).toBe(true);
  expect((modules.length - 8 - 17) % 4).toBe(0);
  expect(modules.slice(0, 4).flat().concat(modules.slice(-4).flat())).not.toContain(true);
  const finder = [true, true, true, true, true, true, true];
  const last = modules.length - 4;
  expect(modules[4]?.slice(4, 11)).toEqual(finder);
  expect(modules[4]?.slice(last - 7, last)).toEqual(finder);
  expect(modules[last - 1]?.slice(4, 11)).toEqual(finder);
});

test('the path draws each run of dark modules once', () => {
  expect(
    qrPath([
      [true, true, false, true],
      [false, false, false, false],
      [false, true, true, true],
    ]),
  ).toBe('M0 0h2v1h-2zM3 0h1v1h-1zM1 2h3v1h-3z');
});

test('rows and columns are not swapped: the module that is always dark is at row 4V + 9, column 8 (ISO/IEC 18004)', () => {
  const texts = Array.from(
    { length: 20 },
    (_, index) => `otpauth://totp/a:b?secret=${'A'.repeat(index + 16)}`,
  );
  for (const text of texts) {
    const modules = qrModules(text);
    expect(modules[modules.length - 4 - 8]?.[4 + 8]).toBe(true);
  }
  expect(texts.map(qrModules).some((modules) => modules[4 + 8]?.[modules.length - 4 - 8] === false)).toBe(
    true,
  );
});
