import { decodeJwt } from 'jose';
import type { Provider } from 'oidc-provider';
import type { KnownClients } from '../clients/known-clients.ts';
import { loadClient } from '../clients/load-client.ts';
import type { SignOutRequest } from './sign-out-requests.ts';

/** What a request is read with. */
export interface EndSessionReader {
  readonly provider: Provider;
  readonly clients: KnownClients;
}

/** A request that is not answered; nobody is signed out, or sent anywhere, by it. */
export interface RefusedEndSession {
  readonly refused: string;
  readonly clientId: string | undefined;
}

/** Who asks, and for the end of which sign-in. */
type Asker = Pick<SignOutRequest, 'clientId' | 'sid'>;

/**
 * Reads a request to sign somebody out (OpenID Connect RP-Initiated Logout §2). An ID token may be over, but must be ours and of the client;
 * the address to return to is compared word for word, and means nothing where the client is not known.
 */
export async function readEndSession(
  reader: EndSessionReader,
  parameters: URLSearchParams,
): Promise<SignOutRequest | RefusedEndSession> {
  const names = [...parameters.keys()];
  if (new Set(names).size < names.length) return refused('a parameter stands more than once');
  const asker = await readAsker(reader, parameters);
  if ('refused' in asker) return asker;
  const returnUri = parameters.get('post_logout_redirect_uri') ?? '';
  const client = reader.clients.find(asker.clientId ?? '');
  if (returnUri === '' || client === undefined) return asker;
  if (!client.post_logout_redirect_uris.includes(returnUri)) {
    return refused('post_logout_redirect_uri is not registered', client.client_id);
  }
  return { ...asker, returnUrl: withState(returnUri, parameters.get('state') ?? '') };
}

async function readAsker(
  { provider, clients }: EndSessionReader,
  parameters: URLSearchParams,
): Promise<Asker | RefusedEndSession> {
  const hint = parameters.get('id_token_hint') ?? '';
  const named = parameters.get('client_id') ?? '';
  const clientId = named === '' && hint !== '' ? clientOf(hint) : named;
  if (clientId === undefined) return refused('id_token_hint cannot be read');
  if (clientId === '') return {};
  if ((await loadClient(provider, clients, clientId)) === undefined)
    return refused('the client is not known');
  if (hint === '') return { clientId };
  const client = await provider.Client.find(clientId);
  if (client === undefined) return refused('the client is not known');
  try {
    const { sid } = (await provider.IdToken.validate(hint, client)).payload;
    return typeof sid === 'string' ? { clientId, sid } : { clientId };
  } catch {
    return refused('id_token_hint is not an ID token of this client', clientId);
  }
}

/** Whom an ID token was made for, as it says itself; undefined where it cannot be read. */
function clientOf(token: string): string | undefined {
  try {
    const { aud, azp } = decodeJwt(token);
    const [only, ...others] = Array.isArray(aud) ? aud : [aud];
    if (others.length === 0) return only;
    return typeof azp === 'string' ? azp : undefined;
  } catch {
    return undefined;
  }
}

function withState(uri: string, state: string): string {
  const url = new URL(uri);
  if (state !== '') url.searchParams.append('state', state);
  return url.href;
}

function refused(reason: string, clientId?: string): RefusedEndSession {
  return { refused: reason, clientId };
}
