import type { Socket } from 'node:net';
import { type Change, Client, type Control, FilterParser } from 'ldapts';
import { type Encryption, encryptionOf } from './encryption.ts';
import { type LdapEntry, readEntry } from './entry.ts';
import { resultCodeOf, resultCodes, speaking } from './ldap-failure.ts';
import { ReferralError, readReferralUrls } from './referral.ts';

/** A search, in the words of RFC 4511 §4.5.1. */
export interface LdapSearch {
  readonly base: string;
  readonly scope: 'base' | 'sub';
  /** As text (RFC 4515), its values escaped. */
  readonly filter: string;
  readonly attributes: readonly string[];
  /** Entries at the most; all if left out. A server that has more just sends this many, so ask for one more than is right. */
  readonly sizeLimit?: number;
}

/** An open connection to a directory, TLS and all. It never opens itself anew: once broken it rejects everything. */
export interface LdapConnection {
  readonly isOpen: boolean;
  /** Undefined where passwords travel in the clear, or over a unix socket. */
  readonly encryption?: Encryption | undefined;
  /** A simple bind. Neither name nor password may be empty. */
  bind(dn: string, password: string, controls?: readonly Control[]): Promise<void>;
  search(search: LdapSearch): Promise<readonly LdapEntry[]>;
  /** Throws `ReferralError` where the server sends its client elsewhere; so does `extended`. */
  modify(dn: string, change: Change, controls?: readonly Control[]): Promise<void>;
  extended(oid: string, value: Buffer | undefined, controls?: readonly Control[]): Promise<void>;
  /** Says goodbye and lets go; never rejects. */
  close(): Promise<void>;
}

/**
 * A connection over a socket that is open. The client library would connect anew by itself when the socket is gone, without
 * StartTLS and without a bind: it is given the one socket and no way to another, so that no password can ever go out in the clear.
 */
export function createLdapConnection(socket: Socket, timeoutMs: number): LdapConnection {
  let isHandedOut = false;
  const client = new Client({
    url: 'ldap://localhost',
    timeout: timeoutMs,
    createConnection: () => {
      if (isHandedOut || socket.destroyed) throw new Error('the connection to the directory is closed');
      isHandedOut = true;
      return socket;
    },
  });
  return {
    encryption: encryptionOf(socket),
    get isOpen() {
      return !socket.destroyed && !socket.readableEnded && (client.isConnected || !isHandedOut);
    },
    async bind(dn, password, controls = []) {
      // RFC 4513 §5.1.2: a server answers "success" to a name without a password, and means nobody.
      if (dn === '' || password === '') throw new TypeError('a bind needs a name and a password');
      await speaking(() => client.bind(dn, password, [...controls]));
    },
    async search({ base, scope, filter, attributes, sizeLimit = 0 }) {
      const options = {
        scope,
        filter: FilterParser.parseString(filter),
        attributes: [...attributes],
        sizeLimit,
        // A server that would take longer than we wait can stop, and say so, instead of losing the connection.
        timeLimit: Math.ceil(timeoutMs / 1000),
      };
      const { searchEntries } = await speaking(() => client.search(base, options));
      return searchEntries.map(readEntry);
    },
    async modify(dn, change, controls = []) {
      await writing(socket, () => client.modify(dn, change, [...controls]));
    },
    async extended(oid, value, controls = []) {
      await writing(socket, () => client.exop(oid, value, [...controls]));
    },
    async close() {
      await client.unbind().catch(() => undefined);
      socket.destroy();
    },
  };
}

/** Runs a write, and listens along for a referral: the library tells only that there was one. */
async function writing(socket: Socket, work: () => Promise<unknown>): Promise<void> {
  const heard: Buffer[] = [];
  const listen = (bytes: Buffer) => heard.push(bytes);
  socket.on('data', listen);
  try {
    await speaking(work);
  } catch (error) {
    if (resultCodeOf(error) !== resultCodes.referral) throw error;
    throw new ReferralError(readReferralUrls(Buffer.concat(heard)), error);
  } finally {
    socket.off('data', listen);
  }
}
