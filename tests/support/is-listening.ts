import { once } from 'node:events';
import { createConnection } from 'node:net';

/** Whether something takes TCP connections there; the host defaults to 127.0.0.1. */
export async function isListening({
  port,
  host = '127.0.0.1',
}: {
  readonly port: number;
  readonly host?: string;
}): Promise<boolean> {
  const socket = createConnection(port, host);
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
