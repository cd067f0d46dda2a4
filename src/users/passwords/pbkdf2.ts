import { pbkdf2 as derivePbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import type { PasswordHashConfig } from '../../config/sections/authentication-backend.ts';
import { isSameSecret } from '../../lib/constant-time.ts';
import { keyBounds, readBase64, readNumber, saltBounds, splitFields, writeBase64 } from './digest-fields.ts';
import type { CreatingScheme, PasswordDigest } from './password-digest.ts';
import { UndecodableDigest } from './undecodable-digest.ts';

type Variant = PasswordHashConfig['pbkdf2']['variant'];

/** The digest that each identifier stands for; `pbkdf2` alone is SHA-1, as in passlib. */
const variantOf = new Map<string, Variant>([
  ['pbkdf2', 'sha1'],
  ['pbkdf2-sha1', 'sha1'],
  ['pbkdf2-sha224', 'sha224'],
  ['pbkdf2-sha256', 'sha256'],
  ['pbkdf2-sha384', 'sha384'],
  ['pbkdf2-sha512', 'sha512'],
]);

/** The identifier that new digests carry and the length of their key in bytes. */
const written = {
  sha1: { identifier: 'pbkdf2', keyLength: 20 },
  sha224: { identifier: 'pbkdf2-sha224', keyLength: 28 },
  sha256: { identifier: 'pbkdf2-sha256', keyLength: 32 },
  sha384: { identifier: 'pbkdf2-sha384', keyLength: 48 },
  sha512: { identifier: 'pbkdf2-sha512', keyLength: 64 },
} as const satisfies Record<Variant, { identifier: string; keyLength: number }>;

/** A digest must not hang the server: ten million iterations take several seconds. */
const iterationBounds = { minimum: 1, maximum: 10_000_000 } as const;

interface Parts {
  readonly variant: Variant;
  readonly iterations: number;
  readonly salt: Uint8Array;
  readonly key: Uint8Array;
}

const derive = promisify(derivePbkdf2);

/** PBKDF2 with HMAC (RFC 8018) in passlib's form, `$pbkdf2-sha512$310000$salt$key`, Base64 with `.` for `+`. */
export const pbkdf2: CreatingScheme<PasswordHashConfig['pbkdf2']> = {
  identifiers: [...variantOf.keys()],
  decode: (text) => digestOf(read(text)),
  maximumBytes: () => undefined,
  async create(password, { variant, iterations, salt_length }, { random }) {
    checkIterations(String(iterations));
    const salt = random.bytes(salt_length);
    const { identifier, keyLength } = written[variant];
    const key = await derive(password, salt, iterations, keyLength, variant);
    return `$${identifier}$${iterations}$${writeBase64(salt, 'adapted')}$${writeBase64(key, 'adapted')}`;
  },
};

function read(text: string): Parts {
  const [identifier = '', iterations = '', salt = '', key = ''] = splitFields(text, 4);
  const variant = variantOf.get(identifier);
  if (variant === undefined) throw new UndecodableDigest('its variant of PBKDF2 is unknown');
  return {
    variant,
    iterations: checkIterations(iterations),
    salt: readBase64(salt, 'salt', { form: 'adapted', ...saltBounds }),
    key: readBase64(key, 'key', { form: 'adapted', ...keyBounds, maximumBytes: 64 }),
  };
}

function checkIterations(text: string): number {
  return readNumber(text, 'number of iterations', iterationBounds);
}

function digestOf(parts: Parts): PasswordDigest {
  const { variant, iterations, salt, key } = parts;
  return {
    setting: `pbkdf2-${variant} i=${iterations},k=${key.length}`,
    memoryKiB: 1,
    isClearText: false,
    matches: async (password) =>
      isSameSecret(await derive(password, salt, iterations, key.length, variant), key),
    decoy: (random) => digestOf({ ...parts, key: random.bytes(key.length) }),
  };
}
