import type { QueryResult } from 'kysely';

/** One connection to a database server, in the same words for every engine. */
export interface RemoteConnection {
  /** One statement. Rejects with the driver's own error. */
  query(sql: string, parameters: readonly unknown[]): Promise<QueryResult<unknown>>;
  /** Closes it at once, whatever is under way. */
  end(): void;
  /** Calls back once when it is closed, by whomever. */
  onEnd(listener: () => void): void;
}

/** A database server that may be connected to. */
export interface RemoteServer {
  /** Where it is, for the log: no names of users, no passwords. */
  readonly address: string;
  /** Rejects with the driver's own error, in the time given. */
  connect(timeoutMs: number): Promise<RemoteConnection>;
}

/** What an error of a driver means. */
export interface RemoteFailure {
  /** For the log: never a value that somebody stored or asked for, never a password. */
  readonly reason: string;
  /** Whether the connection, or the server, is of no use any more. */
  readonly isLoss: boolean;
  /** Whether the server undid the statement for the sake of another one (a deadlock), so that the same may succeed now. */
  readonly isConflict?: boolean;
}
