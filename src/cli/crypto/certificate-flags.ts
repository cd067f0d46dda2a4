import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { readDuration } from '../../config/notations/duration.ts';
import { Misread } from '../../config/notations/notation.ts';
import { CommandError } from '../command-error.ts';
import type { CommandFlags, WrittenFlags } from '../command-flags.ts';
import { readMoment } from './read-moment.ts';

/** The parts of a name in the order in which they stand in it, with the type of each (RFC 4519, as object identifiers where they have no letters). */
const nameParts = [
  { flag: 'country', type: 'C', label: 'Country' },
  { flag: 'organization', type: 'O', label: 'Organization' },
  { flag: 'organizational-unit', type: 'OU', label: 'Organizational Unit' },
  { flag: 'locality', type: 'L', label: 'Locality' },
  { flag: 'province', type: 'ST', label: 'Province' },
  { flag: 'street-address', type: '2.5.4.9', label: 'Street Address' },
  { flag: 'postcode', type: '2.5.4.17', label: 'Postal Code' },
  { flag: 'common-name', type: 'CN', label: 'Common Name' },
] as const;

/** The flags of certificates and of requests for them, spelled as Authelia's. */
export const certificateFlags: CommandFlags = {
  'common-name': { short: 'n', kind: 'text', summary: 'the name of the one that it is for' },
  sans: { kind: 'list', summary: 'the domains and addresses that it is for' },
  organization: { short: 'o', kind: 'list', fallback: 'Gatehouse', summary: 'the organization' },
  'organizational-unit': { kind: 'list', summary: 'the part of the organization' },
  country: { kind: 'list', summary: 'the country, two letters' },
  province: { kind: 'list', summary: 'the province or state' },
  locality: { short: 'l', kind: 'list', summary: 'the town' },
  'street-address': { short: 's', kind: 'list', summary: 'the street' },
  postcode: { short: 'p', kind: 'list', summary: 'the postal code' },
  'not-before': { kind: 'text', summary: 'when it begins; now if left out' },
  'not-after': { kind: 'text', summary: 'when it ends, instead of a duration' },
  duration: { kind: 'text', fallback: '1y', summary: 'how long it is good for' },
  signature: { kind: 'text', fallback: 'SHA256', summary: 'SHA256, SHA384 or SHA512' },
};

/** A name as a list of its parts, each with its values. */
export type SubjectName = readonly {
  readonly type: string;
  readonly label: string;
  readonly values: string[];
}[];

/** Whom a certificate is for. */
export function subjectOf(flags: WrittenFlags): SubjectName {
  const parts = nameParts.map(({ flag, type, label }) => {
    const values = flag === 'common-name' ? [flags.text(flag)] : [...flags.list(flag)];
    return { type, label, values: values.filter((value) => value !== '') };
  });
  const country = parts.find(({ type }) => type === 'C')?.values ?? [];
  if (country.some((value) => !/^[A-Za-z]{2}$/.test(value))) {
    throw new CommandError('usage', '--country must be two letters, such as AU.');
  }
  return parts.filter(({ values }) => values.length > 0);
}

/** A domain or an address that a certificate is for. */
export interface AlternativeName {
  readonly type: 'dns' | 'ip';
  readonly value: string;
}

/** The domains and addresses of `--sans`. Throws `CommandError` for what is neither. */
export function alternativeNames(flags: WrittenFlags): readonly AlternativeName[] {
  return flags.list('sans').map((name) => {
    if (isIP(name) > 0) return { type: 'ip', value: name };
    const value = name.startsWith('*.') ? `*.${domainToASCII(name.slice(2))}` : domainToASCII(name);
    if (/^(?:\*\.)?[\w-]+(?:\.[\w-]+)*$/.test(value)) return { type: 'dns', value };
    throw new CommandError('usage', `--sans: "${name}" is neither a domain nor an IP address.`);
  });
}

/** The hash of `--signature`, as WebCrypto calls it. */
export function signatureHash(flags: WrittenFlags): string {
  const digits = /^SHA-?(256|384|512)$/i.exec(flags.text('signature'))?.[1];
  if (digits !== undefined) return `SHA-${digits}`;
  throw new CommandError('usage', '--signature must be SHA256, SHA384 or SHA512.');
}

/** From when to when a certificate is good. Throws `CommandError` where that cannot be read, or never is. */
export function validityOf(flags: WrittenFlags, nowMs: number): { notBefore: Date; notAfter: Date } {
  const notBefore = flags.isWritten('not-before') ? moment(flags, 'not-before') : new Date(nowMs);
  if (flags.isWritten('not-after') && flags.isWritten('duration')) {
    throw new CommandError('usage', '--not-after and --duration cannot be given together.');
  }
  const notAfter = flags.isWritten('not-after')
    ? moment(flags, 'not-after')
    : new Date(notBefore.getTime() + lengthMs(flags));
  if (notAfter <= notBefore) throw new CommandError('usage', 'The certificate would end before it begins.');
  return { notBefore, notAfter };
}

function moment(flags: WrittenFlags, flag: string): Date {
  const time = readMoment(flags.text(flag));
  if (time !== undefined) return time;
  const forms = 'Write a moment such as 2026-01-31 or 2026-01-31T12:00:00Z.';
  throw new CommandError('usage', `--${flag}: "${flags.text(flag)}" is no date. ${forms}`);
}

function lengthMs(flags: WrittenFlags): number {
  const length = readDuration(flags.text('duration'));
  if (!(length instanceof Misread) && length > 0) return length;
  throw new CommandError('usage', '--duration must be a duration such as 90d or 1y.');
}
