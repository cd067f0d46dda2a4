import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createTestingIo } from '../../tests/support/testing-io.ts';
import { run } from './run.ts';

const configuration = (expected: string) => `
authentication_backend: {file: {path: users.yml}, password_reset: {disable: true}}
storage: {encryption_key: a_key_of_more_than_twenty, local: {path: db.sqlite3}}
notifier: {filesystem: {filename: mail.txt}}
session: {cookies: [{domain: example.com, authelia_url: 'https://auth.example.com'}]}
definitions: {network: {lan: [10.0.0.0/8]}}
access_control:
  rules:
    - {domain: app.example.com, policy: bypass, networks: [lan]}
    - {domain: app.example.com, policy: one_factor}
  tests:
    - url: https://app.example.com/
      ip: 10.1.1.1
      policy: ${expected}
`;

async function execute(expected: string, ...args: readonly string[]) {
  const workingDirectory = mkdtempSync(join(tmpdir(), 'gatehouse-tests-'));
  writeFileSync(join(workingDirectory, 'c.yml'), configuration(expected));
  const { io, written } = createTestingIo();
  const code = await run([...args, '--config', 'c.yml'], { ...io, workingDirectory });
  return { code, ...written };
}

test.each([[['config', 'validate']], [[]]])(
  '`gatehouse %j` stops at a test of the rules that fails',
  async (words) => {
    const { code, err } = await execute('one_factor', ...words);
    expect(code).toBe(1);
    expect(err).toContain(
      'error c.yml:14:15  access_control.tests[0].policy: one_factor was expected for GET',
    );
    expect(err).toContain('from 10.1.1.1, but rule 1 requires bypass.');
    expect(err).toContain('14 |       policy: one_factor');
    expect(err).toContain(
      'gatehouse access-control check-policy --url https://app.example.com/ --ip 10.1.1.1',
    );
  },
);

test('a configuration whose tests hold is valid', async () => {
  const { code, out } = await execute('bypass', 'config', 'validate');
  expect([code, out]).toEqual([0, expect.stringContaining('The configuration is valid')]);
});
