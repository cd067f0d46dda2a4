import type { PasswordHashConfig } from '../config/sections/authentication-backend.ts';
import type { CliIo } from './io.ts';

/** Stands in until the branch that owns this file is merged. */
export async function cryptoHashGenerate(
  _args: readonly string[],
  _io: CliIo,
  _loadHashConfig: (
    names: { readonly files: readonly string[] | undefined; readonly filters: readonly string[] | undefined },
    io: CliIo,
  ) => Promise<PasswordHashConfig | undefined>,
): Promise<number> {
  throw new TypeError('comes with another branch');
}
