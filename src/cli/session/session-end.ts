import { CommandError } from '../command-error.ts';
import { exitCodes } from '../io.ts';
import { sessionCommand } from './session-command.ts';

/** `gatehouse session end --user NAME [--id ID]`: seen by a serving Gatehouse within a tenth of a second. */
export const sessionEnd = sessionCommand({
  help: `End the sessions of a user, at once, also while Gatehouse serves: all, or the one of that id.

Usage:
  gatehouse session end --user NAME [--id ID] [flags]
`,
  takesId: true,
  async run({ control, user, id, io }) {
    const { ended, isObeyed } = await control.end(user, id);
    if (!isObeyed) {
      io.stderr('No Gatehouse that serves has answered: one that starts later ends what is left.\n');
    }
    if (id !== undefined && ended === 0) {
      throw new CommandError('failure', `User '${user}' has no session with the id ${id}.`);
    }
    io.stdout(`Ended ${ended} session${ended === 1 ? '' : 's'} of user '${user}'.\n`);
    return exitCodes.success;
  },
});
