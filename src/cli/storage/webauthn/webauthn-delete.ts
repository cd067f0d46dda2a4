import type { WebAuthnCredential } from '../../../storage/webauthn-credential.ts';
import { CommandError } from '../../command-error.ts';
import { exitCodes } from '../../io.ts';
import { type StorageCommandContext, storageCommand } from '../storage-command.ts';
import { openWebAuthnStores } from './open-webauthn-stores.ts';

/** `gatehouse storage user webauthn delete [username]` (behaviour.md §7.4). */
export const webAuthnDelete = storageCommand({
  help: `Remove security keys and passkeys: all of a user, one of a user by its description, or whichever by its id.

Usage:
  gatehouse storage user webauthn delete [username] [flags]

Flags:
      --all                          all of the user
      --description TEXT             the user's of that name
      --kid TEXT                     the one of that id, as "list" shows it
`,
  flags: { all: { type: 'boolean' }, description: { type: 'string' }, kid: { type: 'string' } },
  async run(context) {
    const isMeant = readChoice(context);
    const { credentials } = await openWebAuthnStores(context);
    const found = (await credentials.listAll(context.words[0])).filter(isMeant);
    if (found.length === 0) throw new CommandError('failure', 'There is no such security key.');
    for (const one of found) await credentials.remove(one, one.id);
    context.io.stdout(
      `${found.length === 1 ? 'One security key was' : `${found.length} security keys were`} removed.\n`,
    );
    return exitCodes.success;
  },
});

/** Which ones are meant; nothing is removed that was not clearly named. */
function readChoice({ words, flags }: StorageCommandContext): (credential: WebAuthnCredential) => boolean {
  const { all, description, kid } = flags;
  const given = [all, description, kid].filter((value) => value !== undefined);
  if (words.length > 1 || given.length !== 1) {
    throw new CommandError('usage', 'One username, and one of --all, --description and --kid are needed.');
  }
  if (kid === undefined && words.length === 0) throw new CommandError('usage', 'A username is needed.');
  if (kid !== undefined) return (credential) => credential.kid === kid;
  return (credential) => all === true || credential.description === description;
}
