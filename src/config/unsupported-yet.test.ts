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
  const pprof = 'server.endpoints.enable_pprof';
  expect(found(pprof, 'ntp', 'duo_api', 'identity_providers')).toEqual([`warning ${pprof}`]);
});

test.each(['local', 'mysql', 'postgres'])('data can be kept in storage.%s', (engine) => {
  expect(found('storage', `storage.${engine}`)).toEqual([]);
});

test('each says what happens instead', () => {
  for (const { message, path } of findUnsupported(() => true)) {
    expect(message, path.join('.')).toMatch(/later version|next version|does nothing here|come with/);
  }
});
