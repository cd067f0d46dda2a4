import { z } from 'zod';
import type { OidcPayload } from '../../storage/oidc-artifacts.ts';

/** What a grant gives. */
export interface Granted {
  readonly scopes: readonly string[];
  readonly claims: readonly string[];
  /** Who else tokens are for. */
  readonly audience: readonly string[];
  readonly sinceMs: number;
}

const grantSchema = z.object({
  iat: z.number(),
  openid: z
    .object({ scope: z.string().default(''), claims: z.array(z.string()).default([]) })
    .default({ scope: '', claims: [] }),
  resources: z.record(z.string(), z.unknown()).default({}),
});

/** A grant as the engine keeps it. */
export function readGrant(payload: OidcPayload): Granted {
  const { iat, openid, resources } = grantSchema.parse(payload);
  return {
    scopes: openid.scope.split(' ').filter((scope) => scope !== ''),
    claims: openid.claims,
    audience: Object.keys(resources),
    sinceMs: iat * 1000,
  };
}
