import { CommandError } from '../../command-error.ts';
import { exitCodes } from '../../io.ts';
import { storageCommand } from '../storage-command.ts';
import { openTotpConfigurations } from './open-totp-configurations.ts';
import { readUsername } from './read-username.ts';

/** `gatehouse storage user totp delete <username>` (behaviour.md §7.4). */
export const totpDelete = storageCommand({
  help: `Remove the one-time passwords of a user, who can enrol others then.

Usage:
  gatehouse storage user totp delete <username> [flags]
`,
  async run(context) {
    const username = readUsername(context);
    const configurations = await openTotpConfigurations(context);
    if (!(await configurations.remove(username))) {
      throw new CommandError('failure', `${username} has no one-time passwords.`);
    }
    context.io.stdout(`${username} has no one-time passwords any more.\n`);
    return exitCodes.success;
  },
});
