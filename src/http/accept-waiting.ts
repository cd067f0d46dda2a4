import type { Server } from 'node:net';
import { setImmediate as nextTurn } from 'node:timers/promises';

/** More than the queue of the operating system holds. */
const mostTurns = 5000;

/**
 * Accepts those who have connected already, of whom one has its turn at a time: closing a listening socket resets them, whatever they have asked.
 * Gives once two turns brought nobody, so that a whole look for connections lay between, or when it has lasted long enough.
 */
export async function acceptWaiting(server: Server): Promise<void> {
  let quietTurns = 0;
  const noteConnection = () => {
    quietTurns = 0;
  };
  server.on('connection', noteConnection);
  for (let turn = 0; turn < mostTurns && quietTurns < 2; turn++) {
    quietTurns += 1;
    await nextTurn();
  }
  server.off('connection', noteConnection);
}
