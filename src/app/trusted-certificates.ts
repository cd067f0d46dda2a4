import type { Config } from '../config/config.ts';
import { readCertificates } from '../lib/read-certificates.ts';

/** The certificates (PEM) of `certificates_directory`, which are trusted besides the system's. Throws `AppError` where one cannot be read. */
export async function trustedCertificates({
  certificates_directory: folder,
}: Pick<Config, 'certificates_directory'>): Promise<readonly string[]> {
  return folder === undefined ? [] : readCertificates(folder);
}
