import type { CliIo } from './io.ts';

/** Stands in until the branch that owns this file is merged. */
export async function cryptoHashGenerate(_args: readonly string[], _io: CliIo): Promise<number> {
  throw new TypeError('comes with another branch');
}
