import { hash } from 'node:crypto';
import type { KoaContextWithOIDC, Provider } from 'oidc-provider';
import type { AnswerKind } from '../../config/sections/identity-providers/check-answers.ts';
import type { ClientConfig } from '../../config/sections/identity-providers/client.ts';
import type { OidcConfig } from '../../config/sections/identity-providers.ts';
import { replaceMethod } from '../engine/replace-method.ts';
import { grantedAudience } from './audience.ts';
import type { Claims, Protector } from './create-protector.ts';
import { protectionOf } from './protection.ts';

/** What issuing answers needs. */
export interface AnswerParts {
  readonly findClient: (clientId: string) => ClientConfig | undefined;
  readonly protector: Protector;
  readonly newTokenId: () => string;
}

/** What the engine's `IdToken` model is asked to issue, by the kind of answer of ours. */
const kinds: Readonly<Record<string, AnswerKind>> = {
  idtoken: 'id_token',
  userinfo: 'userinfo',
  authorization: 'authorization',
};

/** Claims of an ID token that are hashes of what comes with it (OpenID Connect Core §3.3.2.11). */
const hashClaims = ['at_hash', 'c_hash', 's_hash'] as const;

interface EngineAnswer {
  readonly ctx?: KoaContextWithOIDC;
  readonly client?: { readonly clientId: string };
}

/**
 * Issues ID tokens, signed UserInfo and signed authorization answers (JARM) with the keys, the lifespans and the audience of the configuration, for
 * which the engine has no options (behaviour.md §9.1, §9.2).
 */
export function installAnswers(provider: Provider, config: OidcConfig, parts: AnswerParts): void {
  replaceMethod(provider.IdToken.prototype, 'issue', (original) => async (self: EngineAnswer, options) => {
    const { use, expiresAt } = readOptions(options);
    const kind = kinds[use];
    const client = parts.findClient(self.client?.clientId ?? '');
    if (kind === undefined || client === undefined) return original(self, options);
    const claims = await claimsOf(self);
    const common = {
      ...claims,
      iss: provider.issuer,
      aud: audienceOf(kind, client, { self, config, parts }),
    };
    const nowSeconds = Math.floor(Date.now() / 1000);
    const lifespan = lifespanOf(kind, self, { provider, config });
    const exp = expiresAt ?? (lifespan === undefined ? undefined : nowSeconds + lifespan);
    const issued = { ...common, ...(exp === undefined ? {} : { exp }), iat: nowSeconds };
    const alg = protectionOf(client, kind, config).signing?.alg ?? '';
    const hashed =
      kind === 'id_token' ? { ...issued, ...hashesOf(claims, alg), jti: parts.newTokenId() } : issued;
    return parts.protector.protect(client, { kind, claims: hashed });
  });
}

function readOptions(options: unknown): { readonly use: string; readonly expiresAt: number | undefined } {
  const { use, expiresAt } = {
    use: '',
    expiresAt: undefined,
    ...(typeof options === 'object' ? options : {}),
  };
  return { use: String(use), expiresAt: typeof expiresAt === 'number' ? expiresAt : undefined };
}

async function claimsOf(answer: EngineAnswer): Promise<Claims> {
  const payload: unknown = await Reflect.apply(Reflect.get(answer, 'payload'), answer, []);
  return typeof payload === 'object' && payload !== null ? { ...payload } : {};
}

/** The client alone; of an ID token also what was granted, where the claims policy merges them (behaviour.md §9.3). */
function audienceOf(
  kind: AnswerKind,
  client: ClientConfig,
  {
    self,
    config,
    parts,
  }: { readonly self: EngineAnswer; readonly config: OidcConfig; readonly parts: AnswerParts },
): string | readonly string[] {
  const policy = config.claims_policies[client.claims_policy ?? ''];
  const isMerged = kind === 'id_token' && policy?.id_token_audience_mode === 'experimental-merged';
  if (!isMerged || self.ctx === undefined) return client.client_id;
  return [...new Set([client.client_id, ...grantedAudience(self.ctx, parts.findClient)])];
}

function lifespanOf(
  kind: AnswerKind,
  answer: EngineAnswer,
  { provider, config }: { readonly provider: Provider; readonly config: OidcConfig },
): number | undefined {
  if (kind === 'authorization') return Math.floor(config.lifespans.jwt_secured_authorization / 1000);
  if (kind !== 'id_token') return undefined;
  const seconds: unknown = Reflect.apply(Reflect.get(provider.IdToken, 'expiresIn'), provider.IdToken, [
    answer.ctx,
    answer,
    answer.client,
  ]);
  if (typeof seconds !== 'number') throw new TypeError('an ID token without an end');
  return seconds;
}

/** The left half of the hash of what they stand for, by the hash of the signature (OpenID Connect Core §3.3.2.11). */
function hashesOf(claims: Claims, alg: string): Claims {
  const algorithm = `sha${alg.slice(-3)}`;
  return Object.fromEntries(
    hashClaims.flatMap((name) => {
      const value = claims[name];
      if (typeof value !== 'string') return [];
      const digest = hash(algorithm, value, 'buffer');
      return [[name, digest.subarray(0, digest.length / 2).toString('base64url')]];
    }),
  );
}
