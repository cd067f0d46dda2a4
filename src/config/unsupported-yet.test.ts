import { expect, test } from 'vitest';
import { findUnsupported } from './unsupported-yet.ts';

const found = (...written: readonly string[]) =>
  findUnsupported((keyPath) => written.includes(keyPath)).map(
    ({ severity, path }) => `${severity} ${path.join('.')}`,
  );

test('what is not written is not spoken of', () => {
  expect(found()).toEqual([]);
});

test('a feature that is only missing is one warning', () => {
  expect(found('totp', 'notifier')).toEqual(['warning totp', 'warning notifier']);
});

test('a database that this version does not have is one warning, and the engine that it has is none', () => {
  expect(found('storage', 'storage.postgres')).toEqual(['warning storage.postgres']);
  expect(found('storage', 'storage.local')).toEqual([]);
});

test('each says what happens instead', () => {
  for (const { message, path } of findUnsupported(() => true)) {
    expect(message, path.join('.')).toMatch(/later version|next version|does nothing here|come with/);
  }
});
