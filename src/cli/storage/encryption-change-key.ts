import { systemRandom } from '../../lib/random.ts';
import { changeStorageKey } from '../../storage/change-key.ts';
import { CommandError } from '../command-error.ts';
import { exitCodes } from '../io.ts';
import { storageCommand } from './storage-command.ts';

/** Characters that a key must have at least, as the configuration demands. */
const shortestKey = 20;

/** `gatehouse storage encryption change-key` (behaviour.md §7.4). */
export const encryptionChangeKey = storageCommand({
  help: `Seal all that the storage keeps sealed with another key. Stop Gatehouse first; afterwards write the new key to
storage.encryption_key. Browsers forget what they carry under the old key: devices that were remembered, sign-ins and
enrolments under way. All is changed, or nothing is.

Usage:
  gatehouse storage encryption change-key --new-encryption-key KEY [flags]

Flags:
      --new-encryption-key KEY       the new key, ${shortestKey} characters or more; asked for where it is left out
`,
  flags: { 'new-encryption-key': { type: 'string' } },
  async run({ database, encryptionKey, flags, io }) {
    const written = flags['new-encryption-key'];
    const to =
      typeof written === 'string' ? written : await io.readLine?.('New encryption key: ', { hidden: true });
    if (to === undefined)
      throw new CommandError('usage', 'Say with --new-encryption-key what the new key is.');
    if (to.length < shortestKey) {
      throw new CommandError('usage', `The new key has fewer than ${shortestKey} characters.`);
    }
    if (to === encryptionKey) throw new CommandError('usage', 'The new key is the key that the storage has.');
    const changed = await changeStorageKey(database, { from: encryptionKey, to, random: systemRandom });
    io.stdout(
      `Sealed ${changed} values with the new key. Write it to storage.encryption_key before the next start.\n`,
    );
    return exitCodes.success;
  },
});
