import type { IncomingMessage, ServerResponse } from 'node:http';

/**
 * Ends the connection of an answer that has not left whole in time (`server.timeouts.write`): a client that takes it byte by byte never
 * looks idle, and holds the connection and what is still to be sent. Costs nothing where the answer leaves at once.
 */
export function limitWriting(incoming: IncomingMessage, response: ServerResponse, timeoutMs: number): void {
  // It comes once, so `once`, which costs every request more, has nothing to take away.
  response.on('prefinish', () => {
    // An answer that waits for one before it on the same connection has no socket yet.
    if (response.socket !== null && response.socket.writableLength === 0) return;
    const timer = setTimeout(() => incoming.socket.destroy(), timeoutMs);
    response.once('close', () => clearTimeout(timer));
  });
}
