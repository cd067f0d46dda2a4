import type { IncomingHttpHeaders } from 'node:http';
import type { ClientConfig } from '../../config/sections/identity-providers/client.ts';
import { isSameSecret } from '../../lib/constant-time.ts';
import { basicCredentials } from './name-client.ts';

/** How a client proves who it is. */
export type AuthMethod = ClientConfig['token_endpoint_auth_method'];

const assertionParameters = ['client_assertion', 'client_assertion_type'] as const;

/**
 * Leaves one proof of several in a request of a client that may send them (`allow_multiple_auth_methods`, behaviour.md §9.2): that of the method it is
 * registered with. Two secrets must be the same; what contradicts itself is left for the engine to refuse.
 */
export function leaveOneProof(
  parameters: URLSearchParams,
  headers: IncomingHttpHeaders,
  method: AuthMethod,
): void {
  const basic = basicCredentials(headers.authorization);
  const posted = parameters.getAll('client_secret');
  const hasAssertion = parameters.has('client_assertion');
  const isSecret = method === 'client_secret_basic' || method === 'client_secret_post';
  if (!isSecret && hasAssertion) {
    parameters.delete('client_secret');
    delete headers.authorization;
    return;
  }
  if (!isSecret) return;
  if (basic !== undefined && posted.length > 0) {
    if (!posted.every((secret) => isSameSecret(secret, basic.secret))) return;
    parameters.delete('client_secret');
  }
  if (basic !== undefined || posted.length > 0) {
    for (const name of assertionParameters) parameters.delete(name);
  }
}
