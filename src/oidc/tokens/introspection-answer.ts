import type { KoaContextWithOIDC } from 'oidc-provider';
import type { ClientConfig } from '../../config/sections/identity-providers/client.ts';
import type { OidcConfig } from '../../config/sections/identity-providers.ts';
import type { Protector } from './create-protector.ts';
import { protectionOf } from './protection.ts';

/** The type of a signed answer about a token (RFC 9701 §5). */
const type = 'token-introspection+jwt';

/** What the engine leaves behind of a request; without its own part where none of its endpoints was asked. */
interface AnsweredContext {
  readonly oidc?: KoaContextWithOIDC['oidc'];
  body: unknown;
  type: string;
}

/** Signs, and encrypts, what the introspection endpoint answers, for clients that are set up for it: always, as Authelia does (behaviour.md §9.4). */
export async function protectIntrospection(
  ctx: AnsweredContext,
  config: OidcConfig,
  {
    protector,
    findClient,
  }: { readonly protector: Protector; readonly findClient: (clientId: string) => ClientConfig | undefined },
): Promise<void> {
  const client = findClient(ctx.oidc?.client?.clientId ?? '');
  if (client === undefined || protectionOf(client, 'introspection', config).signing === undefined) return;
  const claims = {
    iss: ctx.oidc?.issuer,
    aud: client.client_id,
    iat: Math.floor(Date.now() / 1000),
    token_introspection: ctx.body,
  };
  ctx.body = await protector.protect(client, { kind: 'introspection', claims, typ: type });
  ctx.type = `application/${type}`;
}
