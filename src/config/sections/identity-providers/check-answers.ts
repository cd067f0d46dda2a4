import type { ClientConfig } from './client.ts';
import type { Complain } from './complain.ts';
import type { KeyName } from './name-key.ts';

/** The kinds of answers that a client may want signed or encrypted, as their keys begin (behaviour.md §9.2). */
const answerKinds = ['authorization', 'id_token', 'access_token', 'userinfo', 'introspection'] as const;

/** One of them. */
export type AnswerKind = (typeof answerKinds)[number];

/** Checks that there are keys for what a client wants signed and encrypted. */
export function checkAnswers(client: ClientConfig, keys: readonly KeyName[], complain: Complain): void {
  for (const kind of answerKinds) {
    checkSignature(client, kind, { keys, complain });
    checkEncryption(client, kind, complain);
  }
}

function checkSignature(
  client: ClientConfig,
  kind: AnswerKind,
  { keys, complain }: { readonly keys: readonly KeyName[]; readonly complain: Complain },
): void {
  const name = client[`${kind}_signed_response_key_id`];
  if (name !== undefined) {
    if (keys.some(({ kid }) => kid === name)) return;
    const hint = 'Write the name of a key in identity_providers.oidc.jwks that signs.';
    complain(`${kind}_signed_response_key_id`, 'error', `There is no key ${name}.`, hint);
    return;
  }
  const algorithm = client[`${kind}_signed_response_alg`];
  if (algorithm === 'none' || algorithm.startsWith('HS')) return;
  if (keys.some(({ alg }) => alg === algorithm)) return;
  // That there is an RS256 key is said once, of the provider's keys.
  if (algorithm === 'RS256') return;
  const hint = 'Add a key of this algorithm to identity_providers.oidc.jwks, or write RS256.';
  complain(`${kind}_signed_response_alg`, 'error', `No key of the provider signs with ${algorithm}.`, hint);
}

function checkEncryption(client: ClientConfig, kind: AnswerKind, complain: Complain): void {
  const name = client[`${kind}_encrypted_response_key_id`];
  const named = client.jwks.find(({ key_id, use }) => key_id === name && use === 'enc');
  if (name !== undefined && named === undefined && client.jwks_uri === undefined) {
    const hint = "Write the key_id of an entry in this client's jwks whose use is enc.";
    complain(`${kind}_encrypted_response_key_id`, 'error', `There is no key ${name}.`, hint);
    return;
  }
  const algorithm = named?.algorithm ?? client[`${kind}_encrypted_response_alg`];
  if (algorithm === 'none') {
    if (name === undefined) return;
    const hint = `Write ${kind}_encrypted_response_alg, or the algorithm of the key.`;
    complain(`${kind}_encrypted_response_key_id`, 'error', 'It is not said how the key encrypts.', hint);
    return;
  }
  if (algorithm === 'RSA1_5') {
    const message = 'RSA1_5 can be broken by asking often enough; nothing is encrypted with it.';
    complain(
      `${kind}_encrypted_response_alg`,
      'error',
      message,
      'Write RSA-OAEP-256: the same key can do it.',
    );
    return;
  }
  checkSignedToo(client, kind, complain);
  if (!/^(RSA|ECDH)/.test(algorithm) || named !== undefined || client.jwks_uri !== undefined) return;
  const fits = client.jwks.some((key) => key.use === 'enc' && (key.algorithm ?? algorithm) === algorithm);
  if (fits) return;
  const hint = "Add it to this client's jwks with use: 'enc', or write jwks_uri.";
  complain(`${kind}_encrypted_response_alg`, 'error', `The client has no key for ${algorithm}.`, hint);
}

/** What is encrypted is signed inside: a key that everybody knows proves nothing of who wrote it. */
function checkSignedToo(client: ClientConfig, kind: AnswerKind, complain: Complain): void {
  const isSigned =
    client[`${kind}_signed_response_key_id`] !== undefined ||
    client[`${kind}_signed_response_alg`] !== 'none' ||
    kind === 'id_token';
  if (isSigned) return;
  const hint = `Write ${kind}_signed_response_alg too.`;
  complain(`${kind}_encrypted_response_alg`, 'error', 'Only what is signed is encrypted.', hint);
}
