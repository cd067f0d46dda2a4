import { CommandError } from '../../command-error.ts';
import { exitCodes } from '../../io.ts';
import { textTable } from '../../text-table.ts';
import { storageCommand } from '../storage-command.ts';
import { openWebAuthnStores } from './open-webauthn-stores.ts';

/** `gatehouse storage user webauthn list [username]` (behaviour.md §7.4). */
export const webAuthnList = storageCommand({
  help: `List the security keys and passkeys of everybody, or of a user.

Usage:
  gatehouse storage user webauthn list [username] [flags]
`,
  async run(context) {
    const { io, words } = context;
    if (words.length > 1) throw new CommandError('usage', 'Only one username can be given.');
    const { credentials } = await openWebAuthnStores(context);
    const all = await credentials.listAll(words[0]);
    if (all.length === 0) {
      io.stdout('No results.\n');
      return exitCodes.success;
    }
    const rows = all.map((one) => [
      `${one.id}`,
      one.username,
      one.rpid,
      one.isDiscoverable ? 'passkey' : 'key',
      one.hasCloneWarning ? 'cloned' : 'good',
      one.kid,
      one.description,
    ]);
    io.stdout(textTable([['ID', 'Username', 'RPID', 'Kind', 'State', 'KID', 'Description'], ...rows]));
    return exitCodes.success;
  },
});
