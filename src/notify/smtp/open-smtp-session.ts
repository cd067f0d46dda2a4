import SMTPConnection, { type SMTPEnvelope } from 'nodemailer/lib/smtp-connection';
import type { NotifierConfig } from '../../config/sections/notifier.ts';
import type { Random } from '../../lib/random.ts';
import { tlsClientOptions } from '../../lib/tls-client-options.ts';
import { authenticate, scramHandlers } from './authenticate.ts';

/** The `notifier.smtp` section. */
export type SmtpConfig = NonNullable<NotifierConfig['smtp']>;

/** What reaching the mail server needs. */
export interface SmtpSessionOptions {
  readonly config: SmtpConfig;
  /** PEM certificates to trust besides the system's. */
  readonly trustedCertificates: readonly string[];
  readonly random: Random;
}

/** A connection to the mail server that mails can be sent over. */
export interface SmtpSession {
  /** Gives when the server took the mail. */
  send(envelope: SMTPEnvelope, message: Buffer): Promise<void>;
  /** Takes leave; what goes wrong then is nobody's concern. */
  end(): void;
}

/** A server that answers each step just in time may keep a mail for so many times the timeout. */
const stepsInAll = 5;

/** Connects, encrypts and authenticates as configured (behaviour.md §6.8). Throws `Error` in the words of the outside world. */
export async function openSmtpSession(options: SmtpSessionOptions): Promise<SmtpSession> {
  const { config } = options;
  const connection = new SMTPConnection(connectionOptions(options));
  const failed = new Promise<never>((_, reject) => {
    connection.once('error', reject);
    connection.once('end', () => reject(new Error('the mail server closed the connection')));
  });
  // It may fail when nobody waits any more.
  failed.catch(() => undefined);
  connection.on('error', () => undefined);
  const limit = setTimeout(() => connection.close(), config.timeout * stepsInAll).unref();
  connection.once('end', () => clearTimeout(limit));
  try {
    await Promise.race([failed, connect(connection)]);
    const { username = '', password = '' } = config;
    if (username !== '' || password !== '') {
      const mayBeReadable = config.disable_require_tls;
      await Promise.race([failed, authenticate(connection, { username, password }, { mayBeReadable })]);
    }
  } catch (error) {
    connection.close();
    throw error;
  }
  return {
    send: (envelope, message) => Promise.race([failed, send(connection, envelope, message)]),
    end: () => connection.quit(),
  };
}

function connectionOptions({ config, trustedCertificates, random }: SmtpSessionOptions) {
  const { address, timeout } = config;
  if (address.kind !== 'tcp') throw new Error('the address of the mail server is no host and port');
  const host = address.host === '' ? 'localhost' : address.host;
  const secure = address.scheme === 'submissions';
  return {
    host,
    port: address.port,
    secure,
    name: config.identifier,
    requireTLS: !secure && !config.disable_require_tls && !config.disable_starttls,
    ignoreTLS: config.disable_starttls,
    tls: tlsClientOptions(config.tls, { host, trustedCertificates }),
    connectionTimeout: timeout,
    greetingTimeout: timeout,
    dnsTimeout: timeout,
    socketTimeout: timeout,
    socketCloseTimeout: timeout,
    allowInternalNetworkInterfaces: true,
    customAuth: scramHandlers(random),
  };
}

function connect(connection: SMTPConnection): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.connect((error) => {
      if (error === undefined) resolve();
      else reject(error);
    });
  });
}

function send(connection: SMTPConnection, envelope: SMTPEnvelope, message: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.send(envelope, message, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}
