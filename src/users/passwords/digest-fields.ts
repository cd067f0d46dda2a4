import { UndecodableDigest } from './undecodable-digest.ts';

/** The parts of a digest between its dollar signs, the empty one before the first left out. */
export function splitFields(text: string, expectedCount: number | readonly number[]): readonly string[] {
  const fields = text.split('$').slice(1);
  const counts = typeof expectedCount === 'number' ? [expectedCount] : expectedCount;
  if (!counts.includes(fields.length)) {
    throw new UndecodableDigest(
      `it has ${fields.length} parts between dollar signs where ${counts.join(' or ')} are expected`,
    );
  }
  return fields;
}

/** Reads `name=value` pairs separated by commas, such as `m=65536,t=3,p=4`; each name exactly once, in any order. */
export function readParameters<Name extends string>(
  field: string,
  names: readonly Name[],
): (name: Name) => string {
  const found = new Map<string, string>();
  for (const pair of field.split(',')) {
    const [name = '', value, ...rest] = pair.split('=');
    if (value === undefined || rest.length > 0 || !names.some((known) => known === name) || found.has(name)) {
      throw new UndecodableDigest(`its parameters are not of the form "${names.join('=…,')}=…"`);
    }
    found.set(name, value);
  }
  return (name) => {
    const value = found.get(name);
    if (value === undefined) throw new UndecodableDigest(`its parameter "${name}" is missing`);
    return value;
  };
}

/** Reads a decimal number between two bounds, both allowed. `name` is for the message. */
export function readNumber(
  text: string,
  name: string,
  bounds: { readonly minimum: number; readonly maximum: number },
): number {
  if (!/^[0-9]{1,10}$/.test(text)) throw new UndecodableDigest(`its ${name} is not a number`);
  const value = Number(text);
  if (value < bounds.minimum) {
    throw new UndecodableDigest(`its ${name} is ${value}, below the smallest possible of ${bounds.minimum}`);
  }
  if (value > bounds.maximum) {
    throw new UndecodableDigest(`its ${name} is ${value}, above the highest allowed of ${bounds.maximum}`);
  }
  return value;
}

const base64Forms = {
  /** RFC 4648 §4 without padding. */
  plain: { pattern: /^[A-Za-z0-9+/]*$/, toPlain: (text: string) => text },
  /** The form of passlib's and Authelia's PBKDF2 digests: `.` in place of `+`. */
  adapted: { pattern: /^[A-Za-z0-9./]*$/, toPlain: (text: string) => text.replaceAll('.', '+') },
} as const;

/** Reads bytes in one of the forms of Base64, all without padding. `name` is for the message. */
export function readBase64(
  text: string,
  name: string,
  options: {
    readonly form: keyof typeof base64Forms;
    readonly minimumBytes: number;
    readonly maximumBytes: number;
  },
): Buffer {
  const form = base64Forms[options.form];
  if (!form.pattern.test(text) || text.length % 4 === 1) {
    throw new UndecodableDigest(`its ${name} is not Base64 of the expected form`);
  }
  const bytes = Buffer.from(form.toPlain(text), 'base64');
  if (bytes.length < options.minimumBytes || bytes.length > options.maximumBytes) {
    throw new UndecodableDigest(
      `its ${name} has ${bytes.length} bytes where ${options.minimumBytes} to ${options.maximumBytes} are possible`,
    );
  }
  return bytes;
}

/** Writes bytes in one of the forms of Base64, all without padding. */
export function writeBase64(bytes: Uint8Array, form: keyof typeof base64Forms): string {
  const plain = Buffer.from(bytes).toString('base64').replaceAll('=', '');
  return form === 'adapted' ? plain.replaceAll('+', '.') : plain;
}

/** Bounds of the salts of digests, in bytes. */
export const saltBounds = { minimumBytes: 8, maximumBytes: 1024 } as const;

/** Bounds of the keys of digests, in bytes; shorter ones would be too easy to hit by chance. */
export const keyBounds = { minimumBytes: 8, maximumBytes: 1024 } as const;
