import { decodeJwt } from 'jose';
import { requestParameter } from './request-parameter.ts';

type Members = Readonly<Record<string, unknown>>;

/**
 * Whom a request is to be answered for and nobody else, one list for each demand: whose ID token it shows (OpenID Connect Core §3.1.2.1), and the member
 * `sub` of `claims` (§5.5.1). The engine has checked both when the request came; it reads the first no more once a request was interrupted.
 */
export function expectedSubjects(parameters: object | undefined): readonly (readonly unknown[])[] {
  const hint = requestParameter(parameters, 'id_token_hint');
  const hinted = hint === '' ? [] : [[decodeJwt(hint).sub]];
  return [...hinted, ...claimedSubjects(requestParameter(parameters, 'claims'))];
}

function claimedSubjects(claims: string): readonly (readonly unknown[])[] {
  const asked: unknown = claims === '' ? undefined : JSON.parse(claims);
  const { value, values } = membersOf(membersOf(membersOf(asked).id_token).sub);
  return [...(value === undefined ? [] : [[value]]), ...(Array.isArray(values) ? [values] : [])];
}

function membersOf(value: unknown): Members {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
