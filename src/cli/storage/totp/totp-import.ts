import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { CommandError } from '../../command-error.ts';
import type { CliIo } from '../../io.ts';
import { exitCodes } from '../../io.ts';
import { storageCommand } from '../storage-command.ts';
import { openTotpConfigurations } from './open-totp-configurations.ts';
import { readTotpDocument } from './totp-document.ts';

/** `gatehouse storage user totp import <file>` (behaviour.md §7.4): also of a file that Authelia exported. */
export const totpImport = storageCommand({
  help: `Read one-time passwords from a YAML file that "export", here or of Authelia, has written. Those that a user of the file has already
are replaced; where any entry of the file cannot be, nothing is read.

Usage:
  gatehouse storage user totp import <file> [flags]
`,
  async run(context) {
    const { io, words } = context;
    const [file, ...more] = words;
    if (file === undefined || more.length > 0) throw new CommandError('usage', 'Exactly one file is needed.');
    const found = readTotpDocument(readText(io, file));
    if (found === undefined) {
      throw new CommandError('failure', `${file} does not hold one-time passwords as they are exported.`);
    }
    const configurations = await openTotpConfigurations(context);
    for (const configuration of found) await configurations.save(configuration);
    io.stdout(`The one-time passwords of ${found.length} users were read.\n`);
    return exitCodes.success;
  },
});

function readText(io: CliIo, file: string): string {
  try {
    return readFileSync(resolve(io.workingDirectory, file), 'utf8');
  } catch {
    throw new CommandError('failure', `${file} cannot be read.`);
  }
}
