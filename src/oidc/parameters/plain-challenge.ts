import { createHash } from 'node:crypto';
import type { ClientConfig } from '../../config/sections/identity-providers/client.ts';

/**
 * Makes a PKCE challenge of the method `plain`, which the engine does not know, one of S256 (RFC 7636 §4.2): the verifier that fits the one fits the
 * other. Only where `enable_pkce_plain_challenge` is written, and not for a client whose own method is S256.
 */
export function hashPlainChallenge(
  parameters: URLSearchParams,
  client: Pick<ClientConfig, 'pkce_challenge_method'> | undefined,
  isEnabled: boolean,
): void {
  const challenges = parameters.getAll('code_challenge');
  const [method = 'plain', ...others] = parameters.getAll('code_challenge_method');
  const [challenge] = challenges;
  if (!isEnabled || challenge === undefined || challenges.length > 1 || others.length > 0) return;
  if (method !== 'plain' || client?.pkce_challenge_method === 'S256') return;
  // What is no verifier is left for the engine to refuse (RFC 7636 §4.1).
  if (!/^[\w.~-]{43,128}$/.test(challenge)) return;
  parameters.set('code_challenge', createHash('sha256').update(challenge).digest('base64url'));
  parameters.set('code_challenge_method', 'S256');
}
