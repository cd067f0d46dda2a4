import { type KeyObject, X509Certificate } from 'node:crypto';
import type { AlternativeName, SubjectName } from './certificate-flags.ts';
import { describeKey } from './key-kinds.ts';
import type { NewFile } from './write-new-files.ts';
import type { Authority } from './x509.ts';

/** What there is to tell of a certificate, or of a request for one. */
export interface Reported {
  readonly subject: SubjectName;
  readonly names: readonly AlternativeName[];
  readonly key: KeyObject;
  readonly hash: string;
  readonly files: readonly NewFile[];
}

/** What there is to tell of a certificate besides. */
export interface ReportedCertificate extends Reported {
  readonly serial: string;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly isAuthority: boolean;
  readonly authority: Authority | undefined;
}

/** What a command tells of the certificate that it made, labelled as Authelia labels it. */
export function certificateReport(made: ReportedCertificate): string {
  const { serial, notBefore, notAfter, isAuthority, authority } = made;
  return [
    `Serial: ${serial}\n`,
    `Signed By:\n\t${authority === undefined ? 'Self-Signed' : describeAuthority(authority)}\n`,
    subjectReport(made),
    `Properties:\n\tNot Before: ${second(notBefore)}, Not After: ${second(notAfter)}\n\tCA: ${isAuthority}`,
    `${keyReport(made)}`,
    pathsReport(made, 'Certificate'),
  ].join('\n');
}

/** What a command tells of the request that it made. */
export function requestReport(made: Reported): string {
  const properties = `Properties:\n${keyReport(made)}`;
  return [subjectReport(made), properties, pathsReport(made, 'Certificate Request')].join('\n');
}

function describeAuthority({ certificate }: Authority): string {
  const { subject, serialNumber, validToDate } = new X509Certificate(certificate);
  const name = subject.split('\n').join(', ');
  return `${name}\n\tSerial: ${serialNumber.toLowerCase()}, Expires: ${second(validToDate)}`;
}

function subjectReport({ subject }: Reported): string {
  const parts = subject.map(({ label, values }) => `${label}: ${values.join(' ')}`);
  return `Subject:\n\t${parts.join(', ')}\n`;
}

function keyReport({ key, hash, names }: Reported): string {
  const signature = key.asymmetricKeyType === 'ed25519' ? 'Ed25519' : hash;
  const listed = names.map(({ type, value }) => `${type.toUpperCase()}:${value}`);
  return `\tKey: ${describeKey(key)}, Signature: ${signature}\n\tSubject Alternative Names: ${listed.join(', ')}\n`;
}

function pathsReport({ files }: Reported, what: string): string {
  const lines = files.map(({ path, content }) => {
    const isKey = content.includes('PRIVATE KEY');
    return `\t${isKey ? 'Private Key' : what}: ${path}\n`;
  });
  return `Output Paths:\n${lines.join('')}`;
}

/** A moment without its milliseconds. */
function second(time: Date): string {
  return `${time.toISOString().slice(0, 19)}Z`;
}
