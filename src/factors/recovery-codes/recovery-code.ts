import type { Random } from '../../lib/random.ts';

/** Crockford's Base32: no I, L, O, U, which are taken for other characters or make words. */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const [groups, groupLength] = [2, 5] as const;

/**
 * A new recovery code such as `7K3M9-QXA2B`: 50 random bits, which guesses that are counted and banned cannot exhaust; the storage's
 * digests are keyed (docs/second-factor.md).
 */
export function makeRecoveryCode(random: Random): string {
  const bytes = random.bytes(groups * groupLength);
  const characters = Array.from(bytes, (byte) => alphabet.charAt(byte % alphabet.length)).join('');
  return `${characters.slice(0, groupLength)}-${characters.slice(groupLength)}`;
}

/**
 * The one spelling of a code as typed: case, spaces and dashes do not matter, look-alikes are what they look like. Undefined for what
 * cannot be a code.
 */
export function readRecoveryCode(typed: string): string | undefined {
  const code = typed
    .replaceAll(/[\s\u2010-\u2015-]/g, '')
    .toUpperCase()
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1');
  return codeForm.test(code) ? code : undefined;
}

const codeForm = new RegExp(`^[${alphabet}]{${groups * groupLength}}$`);
