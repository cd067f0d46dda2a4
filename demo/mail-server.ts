import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** A mail that came, as text. */
export interface ReceivedMail {
  readonly receivedAtMs: number;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** A mail server that delivers to nobody and keeps the last mails. */
export interface DemoMailServer {
  readonly port: number;
  /** The newest first. */
  mails(): readonly ReceivedMail[];
  close(): Promise<void>;
}

const kept = 100;
const largestBytes = 1_000_000;

/** Starts one on loopback, on any free port, without TLS and without credentials. */
export async function startMailServer(): Promise<DemoMailServer> {
  let mails: readonly ReceivedMail[] = [];
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    hideSTARTTLS: true,
    disableReverseLookup: true,
    size: largestBytes,
    closeTimeout: 1000,
    onData(stream, { envelope }, done) {
      void simpleParser(stream).then(
        ({ subject = '', text = '' }) => {
          const to = envelope.rcptTo.map(({ address }) => address).join(', ');
          mails = [{ receivedAtMs: Date.now(), to, subject, text }, ...mails].slice(0, kept);
          done();
        },
        (error: unknown) => done(error instanceof Error ? error : new Error('the mail cannot be read')),
      );
    },
  });
  const port = await listen(server);
  return {
    port,
    mails: () => mails,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
      }),
  };
}

function listen(server: SMTPServer): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    const listener = server.listen(0, '127.0.0.1', () => {
      const address = listener.address();
      if (typeof address === 'object' && address !== null) resolve(address.port);
      else reject(new Error('the mail server listens nowhere'));
    });
  });
}
