import type { AnswerKind } from '../../config/sections/identity-providers/check-answers.ts';
import type { ClientConfig } from '../../config/sections/identity-providers/client.ts';
import type { OidcConfig } from '../../config/sections/identity-providers.ts';
import { providerKeys } from '../provider-keys.ts';

/** How an answer is signed: with a key of ours, or with the client's secret (`HS…`). */
export interface Signing {
  readonly alg: string;
  /** The name of the key; the first of the algorithm where it is left out. */
  readonly kid: string | undefined;
}

/** How an answer is encrypted: to a key of the client, or with its secret. */
export interface Encryption {
  readonly alg: string;
  readonly enc: string;
  readonly kid: string | undefined;
}

/** What is done to an answer before it leaves. */
export interface Protection {
  readonly signing: Signing | undefined;
  readonly encryption: Encryption | undefined;
}

/** What is signed whatever is written (OpenID Connect Core §2; JARM §2.2). */
const alwaysSigned: readonly AnswerKind[] = ['id_token', 'authorization'];

/** What a client wants done to one kind of answer. A key that is named decides the algorithm (behaviour.md §9.2). */
export function protectionOf(
  client: ClientConfig,
  kind: AnswerKind,
  { jwks }: Pick<OidcConfig, 'jwks'>,
): Protection {
  const kid = client[`${kind}_signed_response_key_id`];
  const named = kid === undefined ? undefined : providerKeys(jwks).find((key) => key.kid === kid);
  const written = named?.alg ?? client[`${kind}_signed_response_alg`];
  const alg = written === 'none' && alwaysSigned.includes(kind) ? 'RS256' : written;
  return {
    signing: alg === 'none' ? undefined : { alg, kid: named?.kid },
    encryption: encryptionOf(client, kind),
  };
}

function encryptionOf(client: ClientConfig, kind: AnswerKind): Encryption | undefined {
  const kid = client[`${kind}_encrypted_response_key_id`];
  const named = kid === undefined ? undefined : client.jwks.find((key) => key.key_id === kid);
  const alg = named?.algorithm ?? client[`${kind}_encrypted_response_alg`];
  return alg === 'none' ? undefined : { alg, enc: client[`${kind}_encrypted_response_enc`], kid };
}
