import type { KoaContextWithOIDC } from 'oidc-provider';

/**
 * What the claims policy puts into access tokens and into what introspection tells of them (behaviour.md §9.1: `claims_policies.*.access_token`). A client
 * that asks for itself is who its token is about (§9.3).
 */
export async function accessTokenClaims(
  { oidc }: KoaContextWithOIDC,
  token: { readonly kind: string; readonly scope?: string | undefined },
): Promise<Record<string, unknown> | undefined> {
  if (token.kind !== 'AccessToken') return { sub: oidc.client?.clientId };
  const told = await oidc.account?.claims('access_token', token.scope ?? '', {}, []);
  const { sub: _, ...others } = told ?? {};
  return others;
}
