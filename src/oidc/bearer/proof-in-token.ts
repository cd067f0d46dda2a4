import type { KoaContextWithOIDC } from 'oidc-provider';
import { provedLevelOf } from '../../session/level.ts';
import type { ProofTimes } from '../../session/proof-age.ts';
import { bearerScope } from '../claims/standard-claims.ts';

/** How the sign-in was proved that a token came from. */
export interface TokenProof {
  readonly level: 1 | 2;
  readonly proofTimes: ProofTimes;
}

/** As much of a token as this looks at. */
interface Token {
  readonly scopes: ReadonlySet<string>;
  readonly extra?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * What a token that opens the proxies' applications keeps of how its sign-in was proved when it was given (RFC 9068 §2.2.1): a sign-in that is
 * raised later raises no token.
 */
export function proofInToken(
  { oidc: { entities } }: KoaContextWithOIDC,
  { scopes }: Token,
): Readonly<Record<string, unknown>> | undefined {
  const source = entities.RefreshToken ?? entities.AuthorizationCode;
  if (!scopes.has(bearerScope) || source === undefined) return undefined;
  return { amr: source.amr, auth_time: source.authTime };
}

/**
 * Reads it again; what is not there counts for nothing. The token knows the time of the first factor alone: the second, which was proved then or
 * later, counts as proved then; one that was not proved at all (a remembered device) has no time.
 */
export function proofOfToken({ extra = {} }: Token): TokenProof {
  const { amr, auth_time: authTime } = extra;
  const methods = Array.isArray(amr) ? amr.filter((method) => typeof method === 'string') : [];
  const firstFactorAtMs = typeof authTime === 'number' ? authTime * 1000 : 0;
  // `mfa` is said of every second level; something that the person owns must be there besides.
  const owns = provedLevelOf(['pwd', ...methods.filter((method) => method !== 'mfa')]) === 2;
  return {
    level: methods.includes('mfa') ? 2 : 1,
    proofTimes: { firstFactorAtMs, secondFactorAtMs: owns ? firstFactorAtMs : undefined },
  };
}
