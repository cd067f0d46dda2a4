import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { errorCode } from '../../lib/error-code.ts';
import { CommandError } from '../command-error.ts';
import type { WrittenFlags } from '../command-flags.ts';
import type { CliIo } from '../io.ts';
import type { Authority } from './x509.ts';

/** The authority in the folder of `--path.ca`; undefined where the flag is not written. Throws `CommandError` where it may not sign. */
export function readAuthority(flags: WrittenFlags, io: CliIo): Authority | undefined {
  if (!flags.isWritten('path.ca')) return undefined;
  const pathOf = (flag: string) =>
    join(resolve(io.workingDirectory, flags.text('path.ca')), flags.text(flag));
  const files = { certificate: pathOf('file.ca-certificate'), key: pathOf('file.ca-private-key') };
  const certificate = parse(files.certificate, 'certificate', (pem) => new X509Certificate(pem));
  const privateKey = parse(files.key, 'private key', (pem): KeyObject => createPrivateKey(pem));
  if (!certificate.ca) {
    throw new CommandError('failure', `${files.certificate} may not sign others: make one with --ca.`);
  }
  if (!certificate.checkPrivateKey(privateKey)) {
    throw new CommandError('failure', `${files.key} does not belong to ${files.certificate}.`);
  }
  return { certificate: certificate.toString(), privateKey };
}

function parse<Parsed>(path: string, what: string, read: (pem: string) => Parsed): Parsed {
  const pem = readText(path);
  try {
    return read(pem);
  } catch {
    throw new CommandError('failure', `${path} holds no ${what} that can be read (PEM).`);
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new CommandError('failure', `${path} cannot be read: it fails with ${errorCode(error)}.`);
  }
}
