import { X509Certificate } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { AppError } from './app-error.ts';
import { reasonOf } from './reason-of.ts';

const endings: ReadonlySet<string> = new Set(['.crt', '.cer', '.pem']);

/**
 * The certificates (PEM, one text each) of all files in a folder that end in `.crt`, `.cer` or `.pem`, in the order of their names.
 * Throws `AppError` `configuration-invalid` that names the file which cannot be read or holds none.
 */
export async function readCertificates(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch((cause: unknown) => {
    throw unreadable(folder, cause);
  });
  const files = names.filter((name) => endings.has(extname(name).toLowerCase())).sort();
  const certificates = await Promise.all(files.map((name) => readFileOf(join(folder, name))));
  return certificates.flat();
}

async function readFileOf(file: string): Promise<readonly string[]> {
  try {
    const text = await readFile(file, 'latin1');
    const blocks = text.match(/-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g);
    if (blocks === null) throw new TypeError('there is no PEM block of a certificate in it');
    return blocks.map((block) => new X509Certificate(block).toString());
  } catch (cause) {
    throw unreadable(file, cause);
  }
}

function unreadable(path: string, cause: unknown): AppError {
  return new AppError('configuration-invalid', 'The certificates of certificates_directory cannot be used.', {
    detail: `${path}: ${reasonOf(cause)}`,
    cause,
  });
}
