import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { z } from 'zod';
import { type CborValue, encodeCbor } from './cbor.ts';

/** What a test makes an authenticator or a browser do otherwise. */
export interface AuthenticatorMisbehaviour {
  readonly origin?: string;
  readonly rpId?: string;
  readonly challenge?: string;
  readonly type?: string;
  readonly crossOrigin?: boolean;
  readonly isPresent?: boolean;
  readonly isVerified?: boolean;
  readonly signCount?: number;
  /** base64url, or null for none. */
  readonly userHandle?: string | null;
  readonly isBackupEligible?: boolean;
  readonly isBackedUp?: boolean;
  /** What browsers tell of a resident key; null = nothing. */
  readonly rk?: boolean | null;
  /** One bit of the signature is wrong. */
  readonly isSignatureBroken?: boolean;
}

/** How an authenticator speaks for its model. */
export type SoftwareAttestation =
  | { readonly format: 'none' }
  | { readonly format: 'packed-self' }
  | {
      readonly format: 'packed' | 'fido-u2f';
      readonly certificates: readonly Uint8Array[];
      readonly key: KeyObject;
    };

/** An authenticator with one credential, and the browser that it is used with. */
export interface SoftwareAuthenticator {
  readonly credentialId: string;
  /** Answers the options of a registration in the JSON form of WebAuthn level 3 §5.1.8. */
  register(options: unknown, misbehaviour?: AuthenticatorMisbehaviour): object;
  /** Answers the options of a sign-in. The counter goes on by one. */
  assert(options: unknown, misbehaviour?: AuthenticatorMisbehaviour): object;
}

/** How the authenticator is made. */
export interface SoftwareAuthenticatorOptions {
  readonly origin: string;
  /** 32 hexadecimal digits. */
  readonly aaguid?: string;
  readonly attestation?: SoftwareAttestation;
  readonly attachment?: 'platform' | 'cross-platform';
  /** Bytes of the credential's id. */
  readonly idBytes?: number;
  /** It never counts. */
  readonly isWithoutCounter?: boolean;
}

const creation = z.object({
  challenge: z.string(),
  rp: z.object({ id: z.string() }),
  user: z.object({ id: z.string() }),
});
const request = z.object({ challenge: z.string(), rpId: z.string() });

/** Makes an authenticator in software with one ES256 key. */
export function createSoftwareAuthenticator(made: SoftwareAuthenticatorOptions): SoftwareAuthenticator {
  const id = randomBytes(made.idBytes ?? 32);
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const attestation = made.attestation ?? { format: 'none' };
  const attachment = made.attachment ?? 'cross-platform';
  let userHandle: string | undefined;
  let count = 0;
  const rawId = id.toString('base64url');
  const credential = { id: rawId, rawId, type: 'public-key', authenticatorAttachment: attachment };
  const nextCount = () => (made.isWithoutCounter === true ? 0 : ++count);

  return {
    credentialId: rawId,
    register(options, misbehaviour = {}) {
      const { challenge, rp, user } = creation.parse(options);
      userHandle = user.id;
      const clientData = clientDataOf('webauthn.create', made.origin, { challenge, ...misbehaviour });
      const key = publicKeyOf(publicKey);
      const attested = Buffer.concat([
        Buffer.from(made.aaguid ?? '0'.repeat(32), 'hex'),
        uint16(id.length),
        id,
        key.cose,
      ]);
      const signCount = misbehaviour.signCount ?? nextCount();
      const authData = authDataOf(rp.id, { ...misbehaviour, signCount }, attested);
      const object = new Map<string, CborValue>([
        ['fmt', attestation.format === 'packed-self' ? 'packed' : attestation.format],
        ['attStmt', statementOf(attestation, { authData, clientData, id, key, privateKey })],
        ['authData', authData],
      ]);
      const { rk = true } = misbehaviour;
      return {
        ...credential,
        response: {
          clientDataJSON: clientData.toString('base64url'),
          attestationObject: encodeCbor(object).toString('base64url'),
          transports: ['usb', 'teleport'],
        },
        clientExtensionResults: rk === null ? {} : { credProps: { rk } },
      };
    },
    assert(options, misbehaviour = {}) {
      const { challenge, rpId } = request.parse(options);
      const clientData = clientDataOf('webauthn.get', made.origin, { challenge, ...misbehaviour });
      count = misbehaviour.signCount ?? nextCount();
      const authData = authDataOf(rpId, { ...misbehaviour, signCount: count });
      const signature = sign('sha256', Buffer.concat([authData, digest(clientData)]), privateKey);
      if (misbehaviour.isSignatureBroken === true) {
        signature.writeUInt8(signature.readUInt8(signature.length - 1) ^ 1, signature.length - 1);
      }
      const handle = misbehaviour.userHandle === undefined ? userHandle : misbehaviour.userHandle;
      return {
        ...credential,
        response: {
          clientDataJSON: clientData.toString('base64url'),
          authenticatorData: authData.toString('base64url'),
          signature: signature.toString('base64url'),
          userHandle: handle,
        },
        clientExtensionResults: {},
      };
    },
  };
}

function clientDataOf(type: string, origin: string, told: AuthenticatorMisbehaviour): Buffer {
  const { challenge, crossOrigin = false } = told;
  const data = { type: told.type ?? type, challenge, origin: told.origin ?? origin, crossOrigin };
  return Buffer.from(JSON.stringify(data));
}

/** Authenticator data (WebAuthn §6.1). */
function authDataOf(
  rpId: string,
  told: AuthenticatorMisbehaviour & { readonly signCount: number },
  attested: Buffer = Buffer.of(),
): Buffer {
  const flags =
    (told.isPresent === false ? 0 : 0x01) |
    (told.isVerified === true ? 0x04 : 0) |
    (told.isBackupEligible === true ? 0x08 : 0) |
    (told.isBackedUp === true ? 0x10 : 0) |
    (attested.length > 0 ? 0x40 : 0);
  const count = Buffer.alloc(4);
  count.writeUInt32BE(told.signCount);
  return Buffer.concat([digest(told.rpId ?? rpId), Buffer.of(flags), count, attested]);
}

interface Registered {
  readonly authData: Buffer;
  readonly clientData: Buffer;
  readonly id: Buffer;
  readonly key: ReturnType<typeof publicKeyOf>;
  readonly privateKey: KeyObject;
}

/** The attestation statement (WebAuthn §8). */
function statementOf(attestation: SoftwareAttestation, made: Registered): ReadonlyMap<string, CborValue> {
  const { authData, clientData, id, key, privateKey } = made;
  if (attestation.format === 'none') return new Map();
  const signed = Buffer.concat([authData, digest(clientData)]);
  if (attestation.format === 'packed-self') {
    return new Map<string, CborValue>([
      ['alg', -7],
      ['sig', sign('sha256', signed, privateKey)],
    ]);
  }
  const { certificates, key: attestationKey } = attestation;
  if (attestation.format === 'packed') {
    return new Map<string, CborValue>([
      ['alg', -7],
      ['sig', sign('sha256', signed, attestationKey)],
      ['x5c', certificates],
    ]);
  }
  const ofU2f = Buffer.concat([
    Buffer.of(0),
    authData.subarray(0, 32),
    digest(clientData),
    id,
    Buffer.of(4),
    key.x,
    key.y,
  ]);
  return new Map<string, CborValue>([
    ['x5c', certificates],
    ['sig', sign('sha256', ofU2f, attestationKey)],
  ]);
}

/** An ES256 key in COSE (RFC 9053 §2.1) and by its coordinates. */
function publicKeyOf(publicKey: KeyObject): {
  readonly cose: Buffer;
  readonly x: Buffer;
  readonly y: Buffer;
} {
  const { x = '', y = '' } = publicKey.export({ format: 'jwk' });
  const [xBytes, yBytes] = [Buffer.from(x, 'base64url'), Buffer.from(y, 'base64url')];
  const cose = encodeCbor(
    new Map<number, CborValue>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, xBytes],
      [-3, yBytes],
    ]),
  );
  return { cose, x: xBytes, y: yBytes };
}

function digest(value: string | Uint8Array): Buffer {
  return createHash('sha256').update(value).digest();
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}
