import { decodeProtectedHeader } from 'jose';
import { errors, type KoaContextWithOIDC } from 'oidc-provider';
import type { ClientConfig } from '../../config/sections/identity-providers/client.ts';

type Claims = Readonly<Record<string, unknown>>;

const presented = new WeakMap<object, string>();
const read = new WeakMap<object, Claims>();

/** Remembers the request object of a request as it came, before the engine opens it. */
export function keepRequestObject(incoming: object, parameters: URLSearchParams): void {
  const request = parameters.get('request');
  if (request !== null) presented.set(incoming, request);
}

/** The claims of the request object that the engine has read for a request, or of what was pushed; undefined where there is none. */
export function requestObjectClaims(ctx: object): Claims | undefined {
  return read.get(ctx);
}

/** Looks at a request object that the engine has read: what is encrypted must be so in the way that the client is registered with (behaviour.md §9.2). */
export function readRequestObject(
  ctx: KoaContextWithOIDC,
  claims: Claims,
  findClient: (clientId: string) => ClientConfig | undefined,
): void {
  read.set(ctx, claims);
  const request = presented.get(ctx.req) ?? '';
  const client = findClient(ctx.oidc.client?.clientId ?? '');
  const algorithm = client?.request_object_encryption_alg ?? 'none';
  if (algorithm === 'none' || request.split('.').length !== 5) return;
  const { alg, enc } = decodeProtectedHeader(request);
  const wanted = client?.request_object_encryption_enc ?? 'A128CBC-HS256';
  if (alg === algorithm && enc === wanted) return;
  throw new errors.InvalidRequestObject(
    'the request object is not encrypted as the client is registered for',
  );
}
