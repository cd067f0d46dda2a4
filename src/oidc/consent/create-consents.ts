import type { KoaContextWithOIDC } from 'oidc-provider';
import type { ClientConfig } from '../../config/sections/identity-providers/client.ts';
import type { Clock } from '../../lib/clock.ts';
import type { RememberedConsents } from '../../storage/remembered-consents.ts';
import { requestWords } from '../engine/request-parameter.ts';
import { requestedAudience } from '../tokens/audience.ts';
import { consentNeed, unaskedClaims } from './consent-rules.ts';

type EngineGrant = NonNullable<KoaContextWithOIDC['oidc']['grant']>;

/** Decides whether people are asked, and writes down what clients were given. */
export interface Consents {
  /** Whether the person must be asked about the engine's present request. */
  isNeeded(ctx: KoaContextWithOIDC): Promise<boolean>;
  /** The grant for the present request: the one that was agreed to or is there already, grown by what needs no question; none where one is to be made. */
  loadGrant(ctx: KoaContextWithOIDC): Promise<EngineGrant | undefined>;
}

/** What consents are made of. */
export interface ConsentParts {
  readonly remembered: RememberedConsents;
  readonly clock: Clock;
  readonly findClient: (clientId: string) => ClientConfig | undefined;
}

/** Consents by the modes of the clients (behaviour.md §9.4). */
export function createConsents({ remembered, clock, findClient }: ConsentParts): Consents {
  async function isNeeded({ oidc }: KoaContextWithOIDC): Promise<boolean> {
    // Nobody gives a device anything unasked: it may be somebody else's (RFC 8628 §5.4).
    if (oidc.entities.DeviceCode !== undefined) return true;
    const client = findClient(oidc.client?.clientId ?? '');
    const subject = oidc.account?.accountId;
    if (client === undefined || subject === undefined) return true;
    const scopes = [...oidc.requestParamOIDCScopes];
    const isCode = requestWords(oidc.params, 'response_type').includes('code');
    const need = consentNeed(client, { scopes, prompts: [...oidc.prompts], isCode });
    if (need !== 'remembered') return need === 'always';
    const audience = requestedAudience(client, oidc.params);
    const claims = [...oidc.requestParamClaims].filter((claim) => !unaskedClaims.includes(claim));
    const consent = { clientId: client.client_id, subject, scopes, audience, claims };
    return !(await remembered.has(consent, clock.now()));
  }

  return {
    isNeeded,
    async loadGrant(ctx) {
      const { oidc } = ctx;
      const clientId = oidc.client?.clientId ?? '';
      const agreed = oidc.result?.consent?.grantId;
      const known = agreed ?? oidc.session?.grantIdFor(clientId);
      const grant = known === undefined ? undefined : await oidc.provider.Grant.find(known);
      if (agreed !== undefined || (await isNeeded(ctx))) return grant;
      const accountId = oidc.account?.accountId;
      const grown = grant ?? new oidc.provider.Grant({ accountId, clientId });
      grown.addOIDCScope([...oidc.requestParamOIDCScopes]);
      grown.addOIDCClaims([...oidc.requestParamClaims]);
      await grown.save();
      return grown;
    },
  };
}
