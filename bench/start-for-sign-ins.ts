import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { type Gatehouse, startGatehouse } from '../src/app.ts';
import { loadConfig } from '../src/config/load.ts';
import type { PasswordHashConfig } from '../src/config/sections/authentication-backend.ts';
import { silentLog } from '../src/lib/log.ts';
import { systemRandom } from '../src/lib/random.ts';
import { createPasswordHasher } from '../src/users/passwords/password-hasher.ts';

/** The password of John, who is the one user. */
export const johnsPassword = 'the right one';

/** A Gatehouse in this process, and how it hashes. */
export interface SignInSubject {
  readonly gatehouse: Gatehouse;
  readonly hash: PasswordHashConfig;
}

/** Everything as in production but for limits and bans, which would end the rounds. */
export async function startForSignIns(folder: string, port: number): Promise<SignInSubject> {
  const usersPath = join(folder, 'users.yml');
  const file = join(folder, 'configuration.yml');
  await writeFile(file, stringify(configuration(folder, usersPath, port)));
  await writeUsers(usersPath, 'placeholder');
  const options = { files: [file], environment: {}, workingDirectory: folder, random: systemRandom };
  const { config, problems } = await loadConfig(options);
  if (config?.authentication_backend.file === undefined) throw new Error(JSON.stringify(problems));
  const hash = config.authentication_backend.file.password;
  const hasher = createPasswordHasher({ random: systemRandom });
  await writeUsers(usersPath, await hasher.hash(johnsPassword, hash));
  await hasher.close();
  return { gatehouse: await startGatehouse({ config, log: silentLog }), hash };
}

function writeUsers(path: string, password: string): Promise<void> {
  return writeFile(path, stringify({ users: { john: { displayname: 'John', password } } }));
}

function configuration(folder: string, usersPath: string, port: number) {
  return {
    server: {
      address: `tcp://127.0.0.1:${port}/`,
      endpoints: { rate_limits: { first_factor: { enable: false } } },
    },
    identity_validation: { reset_password: { jwt_secret: 'of no use here' } },
    storage: { encryption_key: 'no secret, for the benchmark', local: { path: join(folder, 'db.sqlite3') } },
    notifier: { filesystem: { filename: join(folder, 'mail.txt') } },
    authentication_backend: { file: { path: usersPath } },
    access_control: { default_policy: 'one_factor' },
    regulation: { max_retries: 1_000_000 },
    session: { cookies: [{ domain: 'example.com', authelia_url: 'https://auth.example.com' }] },
  };
}
