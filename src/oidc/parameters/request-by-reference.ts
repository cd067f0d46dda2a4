import { createHash } from 'node:crypto';
import type { ClientConfig } from '../../config/sections/identity-providers/client.ts';
import { isSameSecret } from '../../lib/constant-time.ts';
import type { Log } from '../../lib/log.ts';
import { reasonOf } from '../../lib/reason-of.ts';
import type { FetchDocument } from '../fetch-document.ts';

/** What getting a request needs. */
export interface ReferenceParts {
  readonly findClient: (clientId: string) => ClientConfig | undefined;
  readonly fetchDocument: FetchDocument;
  readonly log: Log;
}

/** How references to pushed requests begin (RFC 9126 §2.2): the engine's own. */
const pushed = 'urn:ietf:params:oauth:request_uri:';

/** What the engine answers `invalid_request_uri` to. */
const unusable = `${pushed}unusable`;

/**
 * Puts the request that `request_uri` refers to in its place (OpenID Connect Core §6.2). It is got only from a URL that the client's `request_uris`
 * lists, word for word: nobody can make this server ask any other.
 */
export async function loadReferredRequest(
  parameters: URLSearchParams,
  { findClient, fetchDocument, log }: ReferenceParts,
): Promise<void> {
  const [uri, ...others] = parameters.getAll('request_uri');
  if (uri === undefined || others.length > 0 || uri.startsWith(pushed) || parameters.has('request')) return;
  const client = findClient(parameters.get('client_id') ?? '');
  if (client === undefined) return;
  if (!client.request_uris.includes(uri)) {
    parameters.set('request_uri', unusable);
    return;
  }
  try {
    const request = await get(uri, fetchDocument);
    parameters.delete('request_uri');
    parameters.set('request', request);
  } catch (error) {
    const detail = reasonOf(error);
    log.warn({ client_id: client.client_id, detail }, 'a request by reference could not be got');
    parameters.set('request_uri', unusable);
  }
}

/** A fragment that is a hash must be that of the request. */
async function get(uri: string, fetchDocument: FetchDocument): Promise<string> {
  const [address = '', hash = ''] = uri.split('#');
  const { status, body } = await fetchDocument(address);
  if (status !== 200) throw new Error(`the answer has the status ${status}`);
  const isHash = /^[\w-]{43}$/.test(hash);
  if (isHash && !isSameSecret(createHash('sha256').update(body).digest('base64url'), hash)) {
    throw new Error('the request is not the one whose hash was registered');
  }
  return body.trim();
}
