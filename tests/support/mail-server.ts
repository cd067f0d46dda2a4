import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerDataStream, type SMTPServerOptions } from 'smtp-server';

/** A mail as the server took it. */
export interface TakenMail {
  readonly from: string;
  readonly to: readonly string[];
  readonly isEncrypted: boolean;
  /** Who proved to be who, and by which mechanism; undefined where nobody did. */
  readonly user: string | undefined;
  /** What the client greeted with. */
  readonly greeting: string;
  readonly raw: string;
  readonly parsed: ParsedMail;
}

/** A real mail server on loopback that keeps what it takes. */
export interface MailServer {
  readonly port: number;
  readonly taken: readonly TakenMail[];
  /** How many connections were made. */
  readonly connections: () => number;
  close(): Promise<void>;
}

/** The only user of the server. */
export const mailUser = { username: 'postmaster', password: 'se,cret=ß' } as const;

/** Starts a mail server; without options it offers neither TLS nor authentication and takes everything. */
export async function startMailServer(options: SMTPServerOptions = {}): Promise<MailServer> {
  const taken: TakenMail[] = [];
  let connections = 0;
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    disabledCommands: options.authMethods === undefined ? ['AUTH'] : [],
    closeTimeout: 100,
    disableReverseLookup: true,
    onConnect(_session, done) {
      connections += 1;
      done();
    },
    onAuth(auth, _session, done) {
      const { method, username = '', password } = auth;
      const isRight =
        method === 'CRAM-MD5' ? auth.validatePassword(mailUser.password) : password === mailUser.password;
      if (username === mailUser.username && isRight) done(null, { user: `${username} by ${method}` });
      else done(new Error('no'));
    },
    onData(stream, { envelope, secure, user, hostNameAppearsAs }, done) {
      const take = async (raw: Buffer) => {
        taken.push({
          from: envelope.mailFrom === false ? '' : envelope.mailFrom.address,
          to: envelope.rcptTo.map(({ address }) => address),
          isEncrypted: secure,
          user: typeof user === 'string' ? user : undefined,
          greeting: String(hostNameAppearsAs),
          raw: raw.toString(),
          parsed: await simpleParser(raw),
        });
        done();
      };
      // Whoever sends may be killed in the middle of a mail.
      readAll(stream)
        .then(take)
        .catch((error: unknown) => done(error instanceof Error ? error : new Error('the mail broke off')));
    },
    ...options,
  });
  server.on('error', () => undefined);
  const port = await new Promise<number>((resolve) => {
    const listener = server.listen(0, '127.0.0.1', () => {
      const address = listener.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  return {
    port,
    taken,
    connections: () => connections,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
      }),
  };
}

async function readAll(stream: SMTPServerDataStream): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
