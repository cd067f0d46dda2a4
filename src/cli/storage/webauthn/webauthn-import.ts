import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { CommandError } from '../../command-error.ts';
import type { CliIo } from '../../io.ts';
import { exitCodes } from '../../io.ts';
import { storageCommand } from '../storage-command.ts';
import { openWebAuthnStores, type WebAuthnStores } from './open-webauthn-stores.ts';
import { readWebAuthnDocument, type WebAuthnDocument } from './webauthn-document.ts';

/** `gatehouse storage user webauthn import <file>` (behaviour.md §7.4): also of a file that Authelia exported. */
export const webAuthnImport = storageCommand({
  help: `Read security keys and passkeys from a YAML file that "export", here or of Authelia, has written. What is there already stays as it is;
where any entry of the file cannot be, nothing is read. A file of Authelia holds no user handles: its keys are no passkeys, and those that tell
a handle are the second factor only until their owner adds a key here.

Usage:
  gatehouse storage user webauthn import <file> [flags]
`,
  async run(context) {
    const { io, words } = context;
    const [file, ...more] = words;
    if (file === undefined || more.length > 0) throw new CommandError('usage', 'Exactly one file is needed.');
    const found = readWebAuthnDocument(readText(io, file));
    if (found === undefined) {
      throw new CommandError('failure', `${file} does not hold security keys as they are exported.`);
    }
    const added = await addAll(await openWebAuthnStores(context), found);
    io.stdout(`${added} of ${found.credentials.length} security keys were added.\n`);
    return exitCodes.success;
  },
});

async function addAll(stores: WebAuthnStores, found: WebAuthnDocument): Promise<number> {
  let added = 0;
  for (const { handle, ...owner } of found.handles) await stores.handles.add(owner, handle);
  for (const credential of found.credentials) {
    if ((await stores.credentials.add(credential)) === 'added') added++;
  }
  return added;
}

function readText(io: CliIo, file: string): string {
  try {
    return readFileSync(resolve(io.workingDirectory, file), 'utf8');
  } catch {
    throw new CommandError('failure', `${file} cannot be read.`);
  }
}
