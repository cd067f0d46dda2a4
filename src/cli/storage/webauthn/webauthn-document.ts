import { parse, stringify } from 'yaml';
import { z } from 'zod';
import type { NewWebAuthnCredential } from '../../../storage/webauthn-credential.ts';
import type { CredentialOwner } from '../../../storage/webauthn-credentials.ts';

/** A person's handle at a relying party, without which authenticators do not know passkeys again. */
export type OwnerHandle = CredentialOwner & { readonly handle: string };

/** What the document holds. */
export interface WebAuthnDocument {
  readonly credentials: readonly NewWebAuthnCredential[];
  readonly handles: readonly OwnerHandle[];
}

const bytes = z.base64().transform((text) => Buffer.from(text, 'base64'));
const name = z.string().min(1).max(255);

const credentialEntry = z.object({
  created_at: z.coerce.date(),
  last_used_at: z.coerce.date().nullish(),
  rpid: name,
  username: name,
  description: z.string().min(1).max(64),
  kid: z.string().min(1).max(512),
  aaguid: z.string().max(36).nullish(),
  attestation_type: z.string().max(32),
  attestation_format: z.string().max(32).default(''),
  attachment: z.string().max(64),
  transports: z.array(z.string().max(32)).nullish(),
  sign_count: z.int().min(0).max(0xffff_ffff),
  clone_warning: z.boolean(),
  legacy: z.boolean().default(false),
  discoverable: z.boolean(),
  present: z.boolean(),
  verified: z.boolean(),
  backup_eligible: z.boolean(),
  backup_state: z.boolean(),
  public_key: bytes,
  attestation: bytes.nullish(),
});

const documentSchema = z.object({
  webauthn_credentials: z.array(credentialEntry),
  webauthn_users: z.array(z.object({ rpid: name, username: name, userid: z.string().length(64) })).nullish(),
});

type Entry = z.input<typeof credentialEntry>;

/** Security keys as a YAML document in the names of Authelia's, with the handles of their people. */
export function writeWebAuthnDocument({ credentials, handles }: WebAuthnDocument): string {
  return stringify({
    webauthn_credentials: credentials.map(toEntry),
    webauthn_users: handles.map(({ rpid, username, handle }) => ({ rpid, username, userid: handle })),
  });
}

/** What such a document holds; undefined where it is none, or any entry of it cannot be. */
export function readWebAuthnDocument(text: string): WebAuthnDocument | undefined {
  const parsed = documentSchema.safeParse(parseYaml(text));
  if (!parsed.success) return undefined;
  const { webauthn_credentials, webauthn_users } = parsed.data;
  return {
    credentials: webauthn_credentials.map(toCredential),
    handles: (webauthn_users ?? []).map(({ rpid, username, userid }) => ({ rpid, username, handle: userid })),
  };
}

function parseYaml(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

function toEntry(one: NewWebAuthnCredential): Record<keyof Entry, unknown> {
  return {
    created_at: new Date(one.createdAtMs).toISOString(),
    last_used_at: one.lastUsedAtMs === undefined ? null : new Date(one.lastUsedAtMs).toISOString(),
    rpid: one.rpid,
    username: one.username,
    description: one.description,
    kid: one.kid,
    aaguid: one.aaguid ?? null,
    attestation_type: one.attestationType,
    attestation_format: one.attestationFormat,
    attachment: one.attachment,
    transports: one.transports,
    sign_count: one.signCount,
    clone_warning: one.hasCloneWarning,
    legacy: one.isLegacy,
    discoverable: one.isDiscoverable,
    present: one.isPresent,
    verified: one.isVerified,
    backup_eligible: one.isBackupEligible,
    backup_state: one.isBackedUp,
    public_key: Buffer.from(one.publicKey).toString('base64'),
    attestation: one.attestation === undefined ? null : Buffer.from(one.attestation).toString('base64'),
  };
}

function toCredential(entry: z.output<typeof credentialEntry>): NewWebAuthnCredential {
  return {
    createdAtMs: entry.created_at.getTime(),
    lastUsedAtMs: entry.last_used_at?.getTime(),
    rpid: entry.rpid,
    username: entry.username,
    description: entry.description,
    kid: entry.kid.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''),
    aaguid: entry.aaguid?.toLowerCase(),
    attestationType: entry.attestation_type,
    attestationFormat: entry.attestation_format,
    attachment: entry.attachment,
    transports: entry.transports ?? [],
    signCount: entry.sign_count,
    hasCloneWarning: entry.clone_warning,
    isLegacy: entry.legacy,
    isDiscoverable: entry.discoverable,
    isPresent: entry.present,
    isVerified: entry.verified,
    isBackupEligible: entry.backup_eligible,
    isBackedUp: entry.backup_state,
    publicKey: entry.public_key,
    attestation: entry.attestation ?? undefined,
  };
}
