import type SMTPConnection from 'nodemailer/lib/smtp-connection';
import type {
  SMTPConnectionCustomAuthContext,
  SMTPConnectionCustomAuthHandlers,
} from 'nodemailer/lib/smtp-connection';
import type { Random } from '../../lib/random.ts';
import { createScramClient, type ScramHash } from './scram.ts';

/** What is told to the mail server. */
export interface SmtpCredentials {
  readonly username: string;
  readonly password: string;
}

/** In the order of preference (behaviour.md §6.8). */
const mechanisms = ['SCRAM-SHA-256', 'SCRAM-SHA-1', 'CRAM-MD5', 'PLAIN', 'LOGIN'] as const;

/** Those that hand the password itself to whoever listens. */
const readable: readonly string[] = ['PLAIN', 'LOGIN'] satisfies readonly (typeof mechanisms)[number][];

const nonceBytes = 24;

/** The mechanisms that the mail library lacks, for its connection. */
export function scramHandlers(random: Random): SMTPConnectionCustomAuthHandlers {
  const run = (hash: ScramHash) => (context: SMTPConnectionCustomAuthContext) =>
    runScram(hash, context, random);
  return { 'SCRAM-SHA-256': run('sha256'), 'SCRAM-SHA-1': run('sha1') };
}

/**
 * Authenticates with the first mechanism that we would take and the server offers. Throws `Error` where it offers none, or only such as may
 * not be used over a link that is not encrypted.
 */
export async function authenticate(
  connection: SMTPConnection,
  { username, password }: SmtpCredentials,
  { mayBeReadable }: { readonly mayBeReadable: boolean },
): Promise<void> {
  const offered = offeredMechanisms(connection.lastServerResponse || '');
  const isSafe = connection.secure || mayBeReadable;
  const method = mechanisms.find((name) => offered.has(name) && (isSafe || !readable.includes(name)));
  if (method === undefined) throw new Error(whyNone(offered, isSafe));
  await new Promise<void>((resolve, reject) => {
    connection.login({ method, user: username, pass: password }, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

/** From the answer to EHLO (RFC 4954 §3). */
function offeredMechanisms(ehlo: string): ReadonlySet<string> {
  const lines = ehlo.split(/\r?\n/).map((line) => /^\d{3}[ -]AUTH[ =](.*)$/i.exec(line)?.[1] ?? '');
  return new Set(lines.flatMap((line) => line.toUpperCase().split(' ')).filter((word) => word !== ''));
}

function whyNone(offered: ReadonlySet<string>, isSafe: boolean): string {
  if (offered.size === 0) return 'the mail server offers no authentication';
  const names = [...offered].join(', ');
  if (isSafe) return `the mail server offers no way of authentication that is known here: ${names}`;
  return `the mail server offers only ways of authentication that show the password to whoever listens, and the link is not encrypted: ${names}`;
}

/** Its promise settles the authentication. */
async function runScram(
  hash: ScramHash,
  context: SMTPConnectionCustomAuthContext,
  random: Random,
): Promise<void> {
  const { user: username, pass: password } = context.auth.credentials;
  const clientNonce = random.bytes(nonceBytes).toString('base64url');
  const client = createScramClient({ hash, username, password, clientNonce });
  const challenge = await say(context, `AUTH ${context.method} ${toBase64(client.first)}`, 334);
  const serverFinal = await say(context, toBase64(await client.answer(fromBase64(challenge))), 334);
  client.verify(fromBase64(serverFinal));
  await say(context, '', 235);
}

/** Sends a line and gives the text of the answer, which must have that status. */
async function say(
  context: SMTPConnectionCustomAuthContext,
  line: string,
  expected: number,
): Promise<string> {
  const { status, text } = await context.sendCommand(line);
  if (status !== expected) throw new Error('the mail server refused user name or password');
  return text;
}

function toBase64(text: string): string {
  return Buffer.from(text).toString('base64');
}

function fromBase64(text: string): string {
  return Buffer.from(text, 'base64').toString();
}
