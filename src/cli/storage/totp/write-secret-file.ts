import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { errorCode } from '../../../lib/error-code.ts';
import { CommandError } from '../../command-error.ts';
import type { CliIo } from '../../io.ts';

/** Writes a file that its owner alone may read, and that was not there before. Gives its whole path. */
export function writeSecretFile(io: CliIo, path: string, content: string | Uint8Array): string {
  const absolute = resolve(io.workingDirectory, path);
  try {
    writeFileSync(absolute, content, { flag: 'wx', mode: 0o600 });
  } catch (error) {
    const code = errorCode(error);
    const reason = code === 'EEXIST' ? 'there is a file of that name already' : `it fails with ${code}`;
    throw new CommandError('failure', `${absolute} cannot be written: ${reason}.`);
  }
  return absolute;
}
