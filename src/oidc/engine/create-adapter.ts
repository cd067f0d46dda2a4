import { type Adapter, type AdapterFactory, type AdapterPayload, errors } from 'oidc-provider';
import type { OidcConfig } from '../../config/sections/identity-providers.ts';
import type { OidcArtifacts } from '../../storage/oidc-artifacts.ts';
import type { OidcAuthorizations } from '../../storage/oidc-authorizations.ts';
import { createDeviceCodeAdapter } from '../device/create-device-code-adapter.ts';
import type { DevicePace } from '../device/device-pace.ts';
import type { UserCodes } from '../device/user-codes.ts';
import {
  createClientAdapter,
  createRegistrationTokenAdapter,
  type RegistrationParts,
} from './create-client-adapter.ts';
import { createSessionAdapter } from './create-session-adapter.ts';
import { ReplayedProof } from './refuse-replays.ts';
import type { SignInContext } from './sign-in-context.ts';

/** What the engine's storage is made of. */
export interface AdapterParts extends RegistrationParts {
  /** What is kept for one issuer is not there for another. */
  readonly issuer: string;
  readonly artifacts: OidcArtifacts;
  readonly authorizations: OidcAuthorizations;
  readonly signIns: SignInContext;
  readonly userCodes: UserCodes;
  readonly pace: DevicePace;
  readonly rules: OidcConfig['dynamic_registration'];
}

const dayMs = 86_400_000;

/** What the engine gives no lifetime: registration access tokens last as long as their client, the rest a day. */
const endlessMs = 36_500 * dayMs;

/** The engine's storage over ours: artifacts in the database, sessions those of the portal. */
export function createAdapter(parts: AdapterParts): AdapterFactory {
  return (model) => {
    if (model === 'Session') return createSessionAdapter(parts);
    if (model === 'Client') return createClientAdapter(parts, parts.rules);
    if (model === 'InitialAccessToken') return createRegistrationTokenAdapter(parts);
    const stored = createArtifactAdapter(parts, model);
    return model === 'DeviceCode' ? createDeviceCodeAdapter(stored, parts) : stored;
  };
}

function createArtifactAdapter({ issuer, artifacts, signIns, clock }: AdapterParts, model: string): Adapter {
  const kind = `${issuer} ${model}`;
  const lastingMs = model === 'RegistrationAccessToken' ? endlessMs : dayMs;
  const grantKey = (grantId: string) => `${issuer} ${grantId}`;

  async function find(value: string): Promise<AdapterPayload | undefined> {
    const found = await artifacts.find({ kind, value });
    if (found === undefined) return undefined;
    const { payload, consumedAtMs } = found;
    return consumedAtMs === undefined ? payload : { ...payload, consumed: Math.floor(consumedAtMs / 1000) };
  }

  async function save(value: string, payload: AdapterPayload, lifetimeSeconds: number | undefined) {
    const grantId = model === 'Grant' ? value : payload.grantId;
    await artifacts.save({
      kind,
      value,
      payload: { ...payload },
      grantId: grantId === undefined || model === 'Interaction' ? undefined : grantKey(grantId),
      signIn: payload.sessionUid ?? payload.session?.uid ?? signIns.current()?.uid,
      expiresAtMs: clock.now() + (lifetimeSeconds === undefined ? lastingMs : lifetimeSeconds * 1000),
    });
  }

  return {
    find,
    async upsert(value, payload, lifetimeSeconds) {
      await save(value, payload, lifetimeSeconds);
      // A client's assertion, or its DPoP proof, is good once, however many requests bring it at the same time (RFC 7523 §3, RFC 9449 §11.1).
      if (model !== 'ReplayDetection' || (await artifacts.consume({ kind, value }, clock.now()))) return;
      throw new ReplayedProof('the proof was used before');
    },
    /** The engine looks before it consumes; of requests that all looked in time, one alone gets through here. */
    async consume(value) {
      if (await artifacts.consume({ kind, value }, clock.now())) return;
      const grantId = (await find(value))?.grantId;
      if (grantId !== undefined) await artifacts.removeByGrant(grantKey(grantId));
      throw model === 'PushedAuthorizationRequest'
        ? new errors.InvalidRequestUri('request_uri is invalid, expired, or was already used')
        : new errors.InvalidGrant('it was already used');
    },
    destroy: (value) => artifacts.remove({ kind, value }),
    revokeByGrantId: (grantId) => artifacts.removeByGrant(grantKey(grantId)),
    findByUid: () => Promise.resolve(undefined),
    findByUserCode: () => Promise.resolve(undefined),
  };
}
