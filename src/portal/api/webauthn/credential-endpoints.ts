import { z } from 'zod';
import type { WebAuthnCredentialData, WebAuthnDescriptionBody } from '../../../../shared/api/webauthn.ts';
import type { FoundSession } from '../../../session/sessions.ts';
import type { WebAuthnCredential } from '../../../storage/webauthn-credential.ts';
import { ko, messages, ok } from '../../answers.ts';
import { closeOtherDoors } from '../../close-other-doors.ts';
import type { Endpoint, SiteRequest } from '../../endpoint.ts';
import type { FieldsOf } from '../../fields.ts';
import { readJson } from '../../read-json.ts';
import { securityEvent } from '../../security-event.ts';
import { descriptionField } from './description-field.ts';
import { nameTaken } from './name-taken.ts';
import { relyingPartyOf } from './relying-party-of.ts';
import type { WebAuthnServices } from './webauthn-services.ts';

const bodySchema = z.object({ description: descriptionField } satisfies FieldsOf<WebAuthnDescriptionBody>);

/** The list of somebody's keys, and what they can do with one: rename it and remove it (behaviour.md §1.6). */
export function credentialEndpoints(services: WebAuthnServices): readonly Endpoint[] {
  const one = {
    path: '/api/secondfactor/webauthn/credential/:id',
    kind: 'api',
    guard: 'elevated',
    countsAsActivity: true,
  } as const;
  return [
    {
      method: 'GET',
      path: '/api/secondfactor/webauthn/credentials',
      kind: 'api',
      guard: 'signed-in',
      countsAsActivity: false,
      async handle(request, visitor) {
        const all = await services.webauthn.credentials.listOf(ownerOf(request, visitor));
        return ok(all.map(toData));
      },
    },
    { ...one, method: 'PUT', handle: (request, visitor) => rename(services, request, visitor) },
    { ...one, method: 'DELETE', handle: (request, visitor) => remove(services, request, visitor) },
  ];
}

async function rename(services: WebAuthnServices, request: SiteRequest, visitor: FoundSession) {
  const id = numberOf(request);
  const body = readJson(request, bodySchema);
  if (id === undefined) return ko(400, messages.operationFailed);
  if (body === undefined) return ko(403, messages.operationFailed);
  const owner = ownerOf(request, visitor);
  const outcome = await services.webauthn.credentials.rename(owner, id, body.description);
  if (outcome === 'name-taken') return ko(409, nameTaken);
  if (outcome === 'none') return ko(403, messages.operationFailed);
  const details = { name: body.description };
  await services.securityEvents.tell(securityEvent(request, visitor, { kind: 'webauthn-renamed', details }));
  return ok();
}

/** Whoever had the key could have signed in with it elsewhere: the person's other sessions end. */
async function remove(services: WebAuthnServices, request: SiteRequest, visitor: FoundSession) {
  const { credentials } = services.webauthn;
  const id = numberOf(request);
  if (id === undefined) return ko(400, messages.operationFailed);
  const owner = ownerOf(request, visitor);
  const name = (await credentials.listOf(owner)).find((credential) => credential.id === id)?.description;
  if (name === undefined || !(await credentials.remove(owner, id))) return ko(403, messages.operationFailed);
  const details = { name };
  await services.securityEvents.tell(securityEvent(request, visitor, { kind: 'webauthn-removed', details }));
  await closeOtherDoors(services, request, visitor);
  return ok();
}

function ownerOf(request: SiteRequest, { session: { username } }: FoundSession) {
  return { rpid: relyingPartyOf(request).id, username };
}

/** The number of a credential in the path; undefined for anything else. */
function numberOf({ parameters: { id = '' } }: SiteRequest): number | undefined {
  return /^[1-9]\d{0,14}$/.test(id) ? Number(id) : undefined;
}

function toData(credential: WebAuthnCredential): WebAuthnCredentialData {
  const { lastUsedAtMs, aaguid } = credential;
  return {
    id: credential.id,
    created_at: new Date(credential.createdAtMs).toISOString(),
    ...(lastUsedAtMs === undefined ? {} : { last_used_at: new Date(lastUsedAtMs).toISOString() }),
    rpid: credential.rpid,
    username: credential.username,
    description: credential.description,
    kid: credential.kid,
    ...(aaguid === undefined ? {} : { aaguid }),
    attestation_type: credential.attestationType,
    attestation_format: credential.attestationFormat,
    attachment: credential.attachment,
    transports: credential.transports,
    sign_count: credential.signCount,
    clone_warning: credential.hasCloneWarning,
    legacy: credential.isLegacy,
    discoverable: credential.isDiscoverable,
    present: credential.isPresent,
    verified: credential.isVerified,
    backup_eligible: credential.isBackupEligible,
    backup_state: credential.isBackedUp,
    public_key: Buffer.from(credential.publicKey).toString('base64'),
  };
}
