import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { SMTPServerOptions } from 'smtp-server';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { createCollectingLog } from '../../../tests/support/collecting-log.ts';
import { codeMessage, recipientJohn, smtpConfig } from '../../../tests/support/mail-fixtures.ts';
import { type MailServer, mailUser, startMailServer } from '../../../tests/support/mail-server.ts';
import { createTemporaryFolder, type TemporaryFolder } from '../../../tests/support/temporary-folder.ts';
import { createTestCertificate, type TestCertificate } from '../../../tests/support/test-certificate.ts';
import { AppError } from '../../lib/app-error.ts';
import { systemRandom } from '../../lib/random.ts';
import { createNotifier } from '../create-notifier.ts';
import type { Notifier } from '../notifier.ts';
import { createMailWriter } from '../templates/create-mail-writer.ts';
import type { SmtpConfig } from './open-smtp-session.ts';
import { createSmtpTransport } from './smtp-transport.ts';

let folder: TemporaryFolder;
let certificate: TestCertificate;
beforeAll(async () => {
  folder = await createTemporaryFolder('smtp');
  certificate = await createTestCertificate(folder.path, ['localhost']);
});
afterAll(() => folder.remove());

let server: MailServer | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function start(options: SMTPServerOptions = {}): Promise<MailServer> {
  server = await startMailServer(options);
  return server;
}

function withTls(): SMTPServerOptions {
  return { cert: readFileSync(certificate.certificateFile), key: readFileSync(certificate.keyFile) };
}

const withoutTls: SMTPServerOptions = { hideSTARTTLS: true };

function notifierTo(
  port: number,
  changes: Partial<SmtpConfig> = {},
  trustedCertificates: readonly string[] = [certificate.authority],
): { readonly notifier: Notifier; readonly lines: ReturnType<typeof createCollectingLog>['lines'] } {
  const { log, lines } = createCollectingLog();
  const config = smtpConfig(port, changes);
  const transport = createSmtpTransport({ config, trustedCertificates, random: systemRandom });
  return {
    notifier: createNotifier({ writer: createMailWriter({ subject: config.subject }), transport, log }),
    lines,
  };
}

async function failureOf(promise: Promise<unknown>): Promise<AppError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof AppError)) throw new Error(`expected an AppError, got ${String(error)}`);
  expect(error.code).toBe('notification-failed');
  return error;
}

test('a mail is taken over STARTTLS, with the certificates of certificates_directory', async () => {
  const { port, taken } = await start(withTls());
  const { notifier } = notifierTo(port);
  await notifier.check();
  await notifier.send(recipientJohn, codeMessage);
  const [mail] = taken;
  expect(mail).toMatchObject({
    from: 'admin@example.com',
    to: ['john.doe@example.com'],
    isEncrypted: true,
    greeting: 'portal.example.com',
    user: undefined,
  });
  expect(mail?.parsed).toMatchObject({ subject: '[Example] Confirm your identity' });
  expect(mail?.parsed.from?.value).toEqual([{ address: 'admin@example.com', name: 'Example Sign-in' }]);
  expect(mail?.parsed.text).toContain('ABC123XY');
  expect(mail?.parsed.html).toContain('ABC123XY');
  expect(mail?.parsed.headers.get('auto-submitted')).toBe('auto-generated');
});

test('submissions is TLS from the start', async () => {
  const { port, taken } = await start({ ...withTls(), secure: true });
  const address = { kind: 'tcp', scheme: 'submissions', host: 'localhost', port, path: '/' } as const;
  const { notifier } = notifierTo(port, { address });
  await notifier.check();
  await notifier.send(recipientJohn, codeMessage);
  expect(taken).toMatchObject([{ isEncrypted: true }]);
});

test.each([
  ['with STARTTLS', 'smtp', false],
  ['from the start', 'submissions', true],
])('a certificate that nobody vouches for is refused, %s', async (_, scheme, secure) => {
  const { port, taken } = await start({ ...withTls(), secure });
  const address = { kind: 'tcp', scheme, host: 'localhost', port, path: '/' } as const;
  const { notifier } = notifierTo(port, { address }, []);
  expect((await failureOf(notifier.check())).detail).toMatch(/self-signed|certificate/);
  await failureOf(notifier.send(recipientJohn, codeMessage));
  expect(taken).toEqual([]);
});

test('a certificate for another name is refused, unless the name is configured', async () => {
  const place = join(folder.path, 'other');
  await mkdir(place);
  const other = await createTestCertificate(place, ['mail.example.com']);
  const files = { cert: readFileSync(other.certificateFile), key: readFileSync(other.keyFile) };
  const { port, taken } = await start(files);
  await failureOf(notifierTo(port, {}, [other.authority]).notifier.send(recipientJohn, codeMessage));
  expect(taken).toEqual([]);
  const tls = {
    server_name: 'mail.example.com',
    skip_verify: false,
    minimum_version: 'TLS1.2',
    maximum_version: 'TLS1.3',
    private_key: undefined,
    certificate_chain: undefined,
  } as const;
  await notifierTo(port, { tls }, [other.authority]).notifier.send(recipientJohn, codeMessage);
  expect(taken).toHaveLength(1);
});

test('STARTTLS that somebody on the way stripped is no reason to go on in plain text', async () => {
  const { port, taken } = await start(withoutTls);
  const { notifier } = notifierTo(port);
  await failureOf(notifier.check());
  await failureOf(notifier.send(recipientJohn, codeMessage));
  expect(taken).toEqual([]);
});

test('disable_require_tls takes TLS where it is offered and does without where it is not', async () => {
  const plain = await start(withoutTls);
  await notifierTo(plain.port, { disable_require_tls: true }).notifier.send(recipientJohn, codeMessage);
  expect(plain.taken).toMatchObject([{ isEncrypted: false }]);
  await plain.close();
  const offering = await start(withTls());
  await notifierTo(offering.port, { disable_require_tls: true }).notifier.send(recipientJohn, codeMessage);
  expect(offering.taken).toMatchObject([{ isEncrypted: true }]);
});

test('disable_starttls never encrypts', async () => {
  const { port, taken } = await start(withTls());
  await notifierTo(port, { disable_starttls: true }).notifier.send(recipientJohn, codeMessage);
  expect(taken).toMatchObject([{ isEncrypted: false }]);
});

test.each(['PLAIN', 'LOGIN', 'CRAM-MD5'] as const)('authenticates by %s', async (method) => {
  const { port, taken } = await start({ ...withTls(), authMethods: [method], authOptional: false });
  const { notifier } = notifierTo(port, mailUser);
  await notifier.check();
  await notifier.send(recipientJohn, codeMessage);
  expect(taken).toMatchObject([{ user: `postmaster by ${method}` }]);
});

test('of what is offered, what shows least is taken', async () => {
  const authMethods = ['LOGIN', 'PLAIN', 'CRAM-MD5'] as const;
  const { port, taken } = await start({ ...withTls(), authMethods: [...authMethods] });
  await notifierTo(port, mailUser).notifier.send(recipientJohn, codeMessage);
  expect(taken).toMatchObject([{ user: 'postmaster by CRAM-MD5' }]);
});

test('the password goes over no link that is not encrypted, unless the operator says so', async () => {
  const { port, taken } = await start({ ...withoutTls, authMethods: ['PLAIN', 'LOGIN'] });
  const { notifier } = notifierTo(port, { ...mailUser, disable_starttls: true });
  expect((await failureOf(notifier.check())).detail).toContain('not encrypted');
  expect(taken).toEqual([]);
  const allowed = notifierTo(port, { ...mailUser, disable_starttls: true, disable_require_tls: true });
  await allowed.notifier.send(recipientJohn, codeMessage);
  expect(taken).toMatchObject([{ user: 'postmaster by PLAIN' }]);
});

test('a proof that does not show the password may go over a plain link', async () => {
  const { port, taken } = await start({ ...withoutTls, authMethods: ['PLAIN', 'CRAM-MD5'] });
  await notifierTo(port, { ...mailUser, disable_starttls: true }).notifier.send(recipientJohn, codeMessage);
  expect(taken).toMatchObject([{ user: 'postmaster by CRAM-MD5' }]);
});

test('credentials are wanted, but the server offers no authentication: an error, no mail', async () => {
  const { port, taken } = await start(withTls());
  const { notifier } = notifierTo(port, mailUser);
  expect((await failureOf(notifier.send(recipientJohn, codeMessage))).detail).toContain(
    'offers no authentication',
  );
  expect(taken).toEqual([]);
});

test('a wrong password is told at start, and stands in no log and no error', async () => {
  const { port } = await start({ ...withTls(), authMethods: ['PLAIN'] });
  const { notifier, lines } = notifierTo(port, { ...mailUser, password: 'not-the-password' });
  const errors = [
    await failureOf(notifier.check()),
    await failureOf(notifier.send(recipientJohn, codeMessage)),
  ];
  const said = JSON.stringify([lines, errors.map((error) => [error.message, error.detail, error.cause])]);
  expect(said).not.toMatch(/not-the-password|ABC123XY/);
  expect(said).not.toContain(Buffer.from('not-the-password').toString('base64').slice(0, 12));
  expect(errors[1]?.message).toBe('The mail could not be sent. Try again in a few minutes.');
});

test('a recipient whom the server does not want is a failure', async () => {
  const { port, taken } = await start({
    ...withTls(),
    onRcptTo: (_address, _session, done) => done(new Error('nobody of that name')),
  });
  const { notifier, lines } = notifierTo(port);
  expect((await failureOf(notifier.send(recipientJohn, codeMessage))).detail).toContain(
    'nobody of that name',
  );
  expect(taken).toEqual([]);
  expect(lines.map(({ msg }) => msg)).toEqual(['a mail cannot be sent']);
});

test('a server that is gone, or never greets, is a failure', async () => {
  const gone = await start(withTls());
  await gone.close();
  await failureOf(notifierTo(gone.port).notifier.check());
  const silent = await start({ ...withTls(), onConnect: () => undefined });
  await failureOf(notifierTo(silent.port, { timeout: 50 }).notifier.send(recipientJohn, codeMessage));
});

test('a server that takes the mail and then breaks off has taken it', async () => {
  const { port, taken } = await start(withTls());
  const { notifier } = notifierTo(port);
  const sent = notifier.send(recipientJohn, codeMessage);
  await expect(sent).resolves.toBeUndefined();
  await server?.close();
  server = undefined;
  expect(taken).toHaveLength(1);
  await notifier.close();
});

test('disable_html_emails sends text alone', async () => {
  const { port, taken } = await start(withTls());
  await notifierTo(port, { disable_html_emails: true }).notifier.send(recipientJohn, codeMessage);
  expect(taken[0]?.parsed.html).toBe(false);
  expect(taken[0]?.parsed.text).toContain('ABC123XY');
});

const hostileNames = [
  'John\r\nBcc: everybody@example.com',
  '"John" <eve@example.com>, Eve',
  'John\u2028Subject: owned\u202e',
  '=?utf-8?q?Eve?= <eve@example.com>',
  '<b onmouseover=alert(1)>John</b>',
  '\ud800 lone',
];

test.each(hostileNames)(
  'a display name cannot become a header, a recipient or a tag: %j',
  async (displayName) => {
    const { port, taken } = await start(withTls());
    await notifierTo(port).notifier.send({ ...recipientJohn, displayName }, codeMessage);
    const [mail] = taken;
    expect(mail?.to).toEqual(['john.doe@example.com']);
    const to = mail?.parsed.to;
    const recipients = (Array.isArray(to) ? to : [to]).flatMap((one) => one?.value ?? []);
    expect(recipients.map(({ address }) => address)).toEqual(['john.doe@example.com']);
    expect(mail?.parsed.bcc).toBeUndefined();
    expect(mail?.parsed.subject).toBe('[Example] Confirm your identity');
    expect(mail?.parsed.html).not.toContain('<b onmouseover');
  },
);

test.each([
  'john@example.com, eve@example.com',
  'john@example.com\r\nRCPT TO:<eve@example.com>',
  '<john@example.com>',
  'john',
  '',
  'john doe@example.com',
])('an address that is not one plain address gets no mail: %j', async (address) => {
  const { port, connections } = await start(withTls());
  await failureOf(notifierTo(port).notifier.send({ ...recipientJohn, address }, codeMessage));
  expect(connections()).toBe(0);
});
