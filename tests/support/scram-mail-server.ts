import { createHash, createHmac, pbkdf2Sync, randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { mailUser } from './mail-server.ts';

/** A mail server that knows SCRAM (RFC 5802, RFC 7677) and nothing else; `smtp-server` does not know it. */
export interface ScramMailServer {
  readonly port: number;
  /** Mechanisms that were proved right, in order. */
  readonly proved: readonly string[];
  close(): Promise<void>;
}

/** How the server behaves. */
export interface ScramServerOptions {
  readonly mechanisms: readonly ('SCRAM-SHA-1' | 'SCRAM-SHA-256')[];
  readonly iterations?: number;
  /** Does not know the password, and says yes all the same. */
  readonly isImpostor?: boolean;
}

/** Starts one on loopback, without TLS. */
export async function startScramMailServer(options: ScramServerOptions): Promise<ScramMailServer> {
  const proved: string[] = [];
  const server = createServer(
    (socket) => void converse(socket, options, proved).catch(() => socket.destroy()),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const address = server.address();
  return {
    port: typeof address === 'object' && address !== null ? address.port : 0,
    proved,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
      }),
  };
}

async function converse(socket: Socket, options: ScramServerOptions, proved: string[]): Promise<void> {
  // A client that refuses us goes away in the middle.
  socket.on('error', () => socket.destroy());
  const say = (line: string) => socket.write(`${line}\r\n`);
  const lines = createInterface({ input: socket })[Symbol.asyncIterator]();
  const hear = async () => String((await lines.next()).value ?? '');
  say('220 scram.example.com ESMTP');
  for (let line = await hear(); line !== ''; line = await hear()) {
    const [verb, mechanism = '', first = ''] = line.split(' ');
    if (verb === 'EHLO') say(`250-scram.example.com\r\n250 AUTH ${options.mechanisms.join(' ')}`);
    else if (verb === 'QUIT') socket.end('221 bye\r\n');
    else if (verb === 'AUTH') await exchange({ mechanism, first, say, hear, options, proved });
    else say('502 no');
  }
}

interface Exchange {
  readonly mechanism: string;
  readonly first: string;
  readonly say: (line: string) => void;
  readonly hear: () => Promise<string>;
  readonly options: ScramServerOptions;
  readonly proved: string[];
}

async function exchange({ mechanism, first, say, hear, options, proved }: Exchange): Promise<void> {
  const hash = mechanism === 'SCRAM-SHA-256' ? 'sha256' : 'sha1';
  const hmac = (key: Buffer, text: string) => createHmac(hash, key).update(text).digest();
  const clientFirst = decode(first).replace(/^n,,/, '');
  const [salt, iterations] = [randomBytes(16), options.iterations ?? 4096];
  const nonce = `${/r=([^,]*)/.exec(clientFirst)?.[1] ?? ''}${randomBytes(9).toString('base64url')}`;
  const serverFirst = `r=${nonce},s=${salt.toString('base64')},i=${iterations}`;
  say(`334 ${encode(serverFirst)}`);
  const clientFinal = decode(await hear());
  const [withoutProof = '', proof = ''] = clientFinal.split(/,p=(?=[^,]*$)/);
  const password = options.isImpostor === true ? 'something else' : mailUser.password;
  const salted = pbkdf2Sync(password, salt, Math.max(1, iterations), hash === 'sha256' ? 32 : 20, hash);
  const message = [clientFirst, serverFirst, withoutProof].join(',');
  const storedKey = createHash(hash).update(hmac(salted, 'Client Key')).digest();
  const signature = hmac(storedKey, message);
  const clientKey = Buffer.from(proof, 'base64').map((byte, index) => byte ^ (signature[index] ?? 0));
  const isRight = timingSafeEqual(createHash(hash).update(clientKey).digest(), storedKey);
  if (!isRight && options.isImpostor !== true) return say('535 wrong');
  say(`334 ${encode(`v=${hmac(hmac(salted, 'Server Key'), message).toString('base64')}`)}`);
  await hear();
  if (isRight) proved.push(`${mechanism} ${clientFirst.split(',')[0] ?? ''}`);
  say('235 welcome');
}

function encode(text: string): string {
  return Buffer.from(text).toString('base64');
}

function decode(text: string): string {
  return Buffer.from(text, 'base64').toString();
}
