import type { RemoteConnection, RemoteServer } from './remote-server.ts';

/**
 * A connection to the first server that takes one. All of them together have the time given, so that one that keeps silent leaves some to
 * the others. Rejects with what the first of them said.
 */
export async function connectInTurn(
  servers: readonly RemoteServer[],
  timeoutMs: number,
): Promise<RemoteConnection> {
  const shareMs = Math.max(1, Math.floor(timeoutMs / servers.length));
  let firstError: unknown;
  for (const server of servers) {
    try {
      return await server.connect(shareMs);
    } catch (error) {
      firstError ??= error;
    }
  }
  throw firstError;
}
