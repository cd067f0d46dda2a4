import { levelOf } from '../../session/level.ts';
import type { ListedSession } from '../../session/sessions.ts';
import { dateTime } from '../date-time.ts';
import { exitCodes } from '../io.ts';
import { textTable } from '../text-table.ts';
import { sessionCommand } from './session-command.ts';

const head = ['ID', 'Device', 'Address', 'Domain', 'Signed in', 'Last seen', 'Ends', 'Factors'];

/** `gatehouse session list --user NAME`: newest activity first; times are UTC. */
export const sessionList = sessionCommand({
  help: `List the sessions of a user. Activity of the last half minute may not be shown yet.

Usage:
  gatehouse session list --user NAME [flags]
`,
  takesId: false,
  async run({ control, user, io }) {
    const listed = await control.list(user);
    io.stdout(listed.length === 0 ? 'No results.\n' : textTable([head, ...listed.map(rowOf)]));
    return exitCodes.success;
  },
});

function rowOf({ session, endsAtMs }: ListedSession): readonly string[] {
  const { id, device, cookieDomain, signedInAtMs, lastActivityAtMs, methods } = session;
  const words = [device?.browser, device?.system].filter((word) => word !== undefined);
  return [
    id,
    words.length === 0 ? 'unknown' : words.join(', '),
    session.lastSeenAddress ?? session.signInAddress ?? 'unknown',
    cookieDomain,
    dateTime(signedInAtMs),
    dateTime(lastActivityAtMs),
    dateTime(endsAtMs),
    `${levelOf(methods)}`,
  ];
}
