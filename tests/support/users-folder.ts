import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FileBackendConfig } from '../../src/config/sections/authentication-backend.ts';
import { cheapHashConfig } from './cheap-hash-config.ts';

/** A temporary folder with a users file. */
export interface UsersFolder {
  readonly folder: string;
  /** The path of the users file, there or not. */
  readonly path: string;
  /** The configuration of a backend of it, with the cheapest of hashes. */
  config(change?: Partial<FileBackendConfig>): FileBackendConfig;
  remove(): Promise<void>;
}

/** Makes a temporary folder, with a users file where a text is given. */
export async function createUsersFolder(text?: string): Promise<UsersFolder> {
  const folder = await mkdtemp(join(tmpdir(), 'gatehouse-users-'));
  const path = join(folder, 'users.yml');
  if (text !== undefined) await writeFile(path, text, { mode: 0o640 });
  return {
    folder,
    path,
    config: (change = {}) => ({
      path,
      watch: false,
      search: { email: false, case_insensitive: false },
      extra_attributes: {},
      password: cheapHashConfig,
      ...change,
    }),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}
