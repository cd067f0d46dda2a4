import { createHmac } from 'node:crypto';
import { hash, verify } from '@node-rs/bcrypt';
import type { PasswordHashConfig } from '../../config/sections/authentication-backend.ts';
import type { Random } from '../../lib/random.ts';
import { readNumber, readParameters, splitFields } from './digest-fields.ts';
import type { CreatingScheme, PasswordDigest } from './password-digest.ts';
import { UndecodableDigest } from './undecodable-digest.ts';

/** bcrypt looks at no more bytes of a password. */
const maximumBytes = 72;

/** Cost 17 takes some ten seconds; a digest must not hang the server. */
const costBounds = { minimum: 4, maximum: 17 } as const;

interface Parts {
  readonly hasSha256: boolean;
  readonly cost: number;
  /** 22 characters of bcrypt's own Base64: 16 bytes. */
  readonly salt: string;
  /** 31 characters of bcrypt's own Base64: 23 bytes. */
  readonly key: string;
}

/**
 * bcrypt, `$2b$12$` + salt + key (also `2a`, `2y`), and passlib's second form of it for long passwords,
 * `$bcrypt-sha256$v=2,t=2b,r=12$salt$key`. The plain form knows the first 72 bytes of a password: longer ones are
 * checked by these, and refused when new, both as Authelia does.
 */
export const bcrypt: CreatingScheme<PasswordHashConfig['bcrypt']> = {
  identifiers: ['2a', '2b', '2y', 'bcrypt-sha256'],
  decode: (text) => digestOf(text.startsWith('$bcrypt-sha256$') ? readSha256(text) : readStandard(text)),
  maximumBytes: ({ variant }) => (variant === 'standard' ? maximumBytes : undefined),
  async create(password, { variant, cost }, { random }) {
    readNumber(String(cost), 'cost', costBounds);
    const salt = encodeSalt(random);
    const input = variant === 'sha256' ? shorten(password, salt) : password;
    const standard = await hash(input, { salt: standardForm(cost, salt) });
    return variant === 'sha256'
      ? `$bcrypt-sha256$v=2,t=2b,r=${cost}$${salt}$${standard.slice(-31)}`
      : standard;
  },
};

function readStandard(text: string): Parts {
  const [, cost = '', saltAndKey = ''] = splitFields(text, 3);
  if (!/^[./A-Za-z0-9]{53}$/.test(saltAndKey)) {
    throw new UndecodableDigest('its salt and key are not 53 characters of the Base64 of bcrypt');
  }
  return {
    hasSha256: false,
    cost: readNumber(cost, 'cost', costBounds),
    salt: saltAndKey.slice(0, 22),
    key: saltAndKey.slice(22),
  };
}

function readSha256(text: string): Parts {
  const [, parameters = '', salt = '', key = ''] = splitFields(text, 4);
  const parameter = readParameters(parameters, ['v', 't', 'r']);
  if (parameter('v') !== '2') throw new UndecodableDigest('it is not of version 2, the only supported one');
  if (!/^2[aby]$/.test(parameter('t'))) throw new UndecodableDigest('its type "t" is not 2a, 2b or 2y');
  if (!/^[./A-Za-z0-9]{22}$/.test(salt)) {
    throw new UndecodableDigest('its salt is not 22 characters of the Base64 of bcrypt');
  }
  if (!/^[./A-Za-z0-9]{31}$/.test(key)) {
    throw new UndecodableDigest('its key is not 31 characters of the Base64 of bcrypt');
  }
  return { hasSha256: true, cost: readNumber(parameter('r'), 'cost "r"', costBounds), salt, key };
}

function digestOf(parts: Parts): PasswordDigest {
  const { hasSha256, cost, salt, key } = parts;
  return {
    setting: `bcrypt${hasSha256 ? '-sha256' : ''} ${cost}`,
    memoryKiB: 8,
    isClearText: false,
    matches: (password) =>
      verify(hasSha256 ? shorten(password, salt) : password, `${standardForm(cost, salt)}${key}`),
    decoy: (random) => digestOf({ ...parts, key: `${encodeBase64(random.bytes(24)).slice(0, 30)}u` }),
  };
}

/** `2a`, `2b` and `2y` name the same computation since 2014, so that one prefix serves them all. */
function standardForm(cost: number, salt: string): string {
  return `$2b$${String(cost).padStart(2, '0')}$${salt}`;
}

/** What passlib hands to bcrypt: Base64 of the HMAC-SHA256 of the password, keyed with the salt as it is written. */
function shorten(password: Uint8Array, salt: string): string {
  return createHmac('sha256', salt).update(password).digest('base64');
}

function encodeSalt(random: Random): string {
  return encodeBase64(random.bytes(16));
}

const plainAlphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const bcryptAlphabet = './ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

function encodeBase64(bytes: Uint8Array): string {
  return Buffer.from(bytes)
    .toString('base64')
    .replaceAll('=', '')
    .replace(/[^=]/g, (character) => bcryptAlphabet.charAt(plainAlphabet.indexOf(character)));
}
