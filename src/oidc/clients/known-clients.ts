import type { ClientConfig } from '../../config/sections/identity-providers/client.ts';

/** Every client by its name: those of the configuration, and those that the engine has just loaded from elsewhere. */
export interface KnownClients {
  /** The engine loads a client before it asks anything about it; what is not asked through it is loaded first (`load-client.ts`). */
  find(clientId: string): ClientConfig | undefined;
  /** Whether an operator has written it. */
  isWritten(clientId: string): boolean;
  /** Notes a client as it was loaded just now. */
  note(client: ClientConfig): void;
  /** A client that is there no more. */
  forget(clientId: string): void;
}

/** More are not kept: they are loaded anew with each request. */
const mostKept = 1000;

/** Clients over the configured ones, whose names nobody else can take. */
export function createKnownClients(written: readonly ClientConfig[]): KnownClients {
  const configured = new Map(written.map((client) => [client.client_id, client]));
  const loaded = new Map<string, ClientConfig>();
  return {
    find: (clientId) => configured.get(clientId) ?? loaded.get(clientId),
    isWritten: (clientId) => configured.has(clientId),
    note(client) {
      loaded.delete(client.client_id);
      loaded.set(client.client_id, client);
      const [oldest] = loaded.keys();
      if (loaded.size > mostKept && oldest !== undefined) loaded.delete(oldest);
    },
    forget: (clientId) => {
      loaded.delete(clientId);
    },
  };
}
