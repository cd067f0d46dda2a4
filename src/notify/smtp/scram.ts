import { createHash, createHmac, pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import { isSameSecret } from '../../lib/constant-time.ts';

/** The hash functions of SCRAM-SHA-1 (RFC 5802) and SCRAM-SHA-256 (RFC 7677), as `node:crypto` names them. */
export type ScramHash = 'sha1' | 'sha256';

/** Who proves what. */
export interface ScramOptions {
  readonly hash: ScramHash;
  readonly username: string;
  readonly password: string;
  /** Unpredictable, printable, without a comma. */
  readonly clientNonce: string;
}

/** What a client says in an exchange. */
export interface ScramClient {
  /** The client's first message. */
  readonly first: string;
  /** The client's final message, after the server's first. Throws `Error` for what is no such message, or asks for too much or too little work. */
  answer(serverFirst: string): Promise<string>;
  /** Throws `Error` unless the server's final message proves that the server knows the password too. */
  verify(serverFinal: string): void;
}

/** Fewer would give a listener the password cheaply; more would keep our processor busy for a hostile server. */
const iterations = { least: 4096, most: 1_000_000 } as const;

/** No channel binding, no authorization identity (RFC 5802 §6, §7). */
const header = 'n,,';

/** The client's part of SCRAM (RFC 5802 §3), without channel binding. */
export function createScramClient({ hash, username, password, clientNonce }: ScramOptions): ScramClient {
  const firstBare = `n=${saslName(username)},r=${clientNonce}`;
  let expectedSignature: Buffer | undefined;
  return {
    first: `${header}${firstBare}`,
    async answer(serverFirst) {
      const { nonce, salt, rounds } = readServerFirst(serverFirst, clientNonce);
      const salted = await promisify(pbkdf2)(
        password.normalize('NFKC'),
        salt,
        rounds,
        digestBytes(hash),
        hash,
      );
      const withoutProof = `c=${Buffer.from(header).toString('base64')},r=${nonce}`;
      const message = [firstBare, serverFirst, withoutProof].join(',');
      const clientKey = hmac(hash, salted, 'Client Key');
      const storedKey = createHash(hash).update(clientKey).digest();
      const signature = hmac(hash, storedKey, message);
      expectedSignature = hmac(hash, hmac(hash, salted, 'Server Key'), message);
      const proof = Buffer.from(clientKey.map((byte, index) => byte ^ (signature[index] ?? 0)));
      return `${withoutProof},p=${proof.toString('base64')}`;
    },
    verify(serverFinal) {
      const signature = Buffer.from(attributes(serverFinal).get('v') ?? '', 'base64');
      if (expectedSignature === undefined || !isSameSecret(signature, expectedSignature)) {
        throw new Error('the server did not prove that it knows the password');
      }
    },
  };
}

function readServerFirst(serverFirst: string, clientNonce: string) {
  const found = attributes(serverFirst);
  const nonce = found.get('r') ?? '';
  const salt = Buffer.from(found.get('s') ?? '', 'base64');
  const rounds = Number(found.get('i'));
  if (found.has('m')) throw new Error('the server asks for an extension of SCRAM that is not known');
  if (!nonce.startsWith(clientNonce) || nonce.length === clientNonce.length || salt.length === 0) {
    throw new Error('the server broke off or garbled the exchange of SCRAM');
  }
  if (!Number.isInteger(rounds) || rounds < iterations.least || rounds > iterations.most) {
    throw new Error(`the server asks for ${rounds} rounds of SCRAM, which is too few or too many`);
  }
  return { nonce, salt, rounds };
}

/** `a=…,b=…`: a value may hold `=`. */
function attributes(message: string): ReadonlyMap<string, string> {
  return new Map(message.split(',').map((part) => [part.slice(0, 1), part.slice(2)]));
}

function saslName(username: string): string {
  return username.normalize('NFKC').replaceAll('=', '=3D').replaceAll(',', '=2C');
}

function digestBytes(hash: ScramHash): number {
  return hash === 'sha256' ? 32 : 20;
}

function hmac(hash: ScramHash, key: Uint8Array, text: string): Buffer {
  return createHmac(hash, key).update(text).digest();
}
