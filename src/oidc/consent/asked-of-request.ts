import type { ClientConfig } from '../../config/sections/identity-providers/client.ts';
import { requestParameter, requestWords } from '../engine/request-parameter.ts';
import { requestedAudience } from '../tokens/audience.ts';
import { unaskedClaims } from './consent-rules.ts';

/** What a request of a client asks for; of the scopes those that there are. */
export function askedOf(scopes: readonly string[], client: ClientConfig, params: object | undefined) {
  return {
    scopes: requestWords(params, 'scope').filter((scope) => scopes.includes(scope)),
    audience: requestedAudience(client, params),
    ...askedClaims(requestParameter(params, 'claims')),
  };
}

/** A host that people know; an application on the device itself (`app:/callback`) has none. */
export function hostOf(url: string): string | undefined {
  return URL.parse(url)?.host || undefined;
}

/** The claims of the `claims` parameter, which the engine has checked (OpenID Connect Core §5.5). */
function askedClaims(parameter: string): {
  readonly claims: readonly string[];
  readonly essentialClaims: readonly string[];
} {
  const parsed: unknown = parameter === '' ? undefined : JSON.parse(parameter);
  const asked = isRecord(parsed) ? [parsed.userinfo, parsed.id_token].filter(isRecord) : [];
  const entries = asked
    .flatMap((claims) => Object.entries(claims))
    .filter(([name]) => !unaskedClaims.includes(name));
  const isEssential = (value: unknown) => isRecord(value) && value.essential === true;
  return {
    claims: [...new Set(entries.map(([name]) => name))],
    essentialClaims: [...new Set(entries.filter(([, value]) => isEssential(value)).map(([name]) => name))],
  };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
