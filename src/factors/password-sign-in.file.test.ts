import { afterAll, beforeAll, expect, test } from 'vitest';
import { createRegulationWorld, type RegulationWorld } from '../../tests/support/regulation-world.ts';
import { createUsersFolder, type UsersFolder } from '../../tests/support/users-folder.ts';
import { silentLog } from '../lib/log.ts';
import { systemRandom } from '../lib/random.ts';
import type { UserBackend } from '../users/backend.ts';
import { createFileUserBackend } from '../users/file/file-user-backend.ts';
import { createPasswordSignIn, type PasswordSignIn } from './password-sign-in.ts';

/** htpasswd -nbB -C 5 (Apache httpd 2.4.71) of "correct horse battery staple" */
const digest = '$2y$05$NDh.Jjy3D5gqfUXtjvYOhevL.vdX9PZkung8/mjbazm96ukYQ0e5u';
const password = 'correct horse battery staple';

let folder: UsersFolder;
let backend: UserBackend;
let door: PasswordSignIn;
let world: RegulationWorld;

beforeAll(async () => {
  folder = await createUsersFolder(`users:
  john: {displayname: John, password: '${digest}', email: John@example.com}
  off: {displayname: Off, password: '${digest}', disabled: true}
`);
  const config = folder.config({ search: { email: true, case_insensitive: true } });
  backend = createFileUserBackend({ config, log: silentLog, random: systemRandom });
  await backend.check();
  world = await createRegulationWorld({ max_retries: 0 });
  door = createPasswordSignIn({ backend, log: silentLog, regulator: world.regulator });
});

afterAll(async () => {
  await backend.close();
  await world.close();
  await folder.remove();
});

const check = (username: string, typed: string) =>
  door.check({ username, password: typed, address: '192.0.2.1' });

test.each(['john', 'JOHN', 'john@example.com', 'JOHN@EXAMPLE.COM'])(
  '%s signs in as john',
  async (username) => {
    expect(await check(username, password)).toMatchObject({ outcome: 'right', user: { username: 'john' } });
  },
);

test.each([
  ['john', 'not it'],
  ['john', `${password} `],
  ['off', password],
  ['nobody', password],
  ['', password],
])('%j with %j is wrong, and nothing more is said', async (username, typed) => {
  expect(await check(username, typed)).toStrictEqual({ outcome: 'wrong' });
});
