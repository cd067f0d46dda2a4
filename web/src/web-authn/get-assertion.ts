import { toBase64Url } from './base64url.ts';
import { requestOptionsFrom } from './request-options.ts';

/** What came of asking the browser for an assertion. `response` is the JSON form of the credential. */
export type AssertionOutcome =
  | { readonly kind: 'asserted'; readonly response: object }
  /** By the person or the device, or it took too long: browsers do not tell which. */
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'unsupported' };

/** How the browser asks: by a window of its own, or among the suggestions of the user name's field; and until when. */
export interface AssertionManner {
  readonly mediation?: 'conditional';
  readonly signal?: AbortSignal;
}

/** Asks the browser for an assertion with a passkey or security key, by the options of the API. Never throws. */
export async function getAssertion(
  publicKey: unknown,
  manner: AssertionManner = {},
): Promise<AssertionOutcome> {
  const options = requestOptionsFrom(publicKey);
  if (options === undefined || !canUseKeys()) return { kind: 'unsupported' };
  try {
    const credential = await navigator.credentials.get({ publicKey: options, ...manner });
    const json = credential instanceof PublicKeyCredential ? jsonOf(credential) : undefined;
    return json === undefined ? { kind: 'cancelled' } : { kind: 'asserted', response: json };
  } catch (error) {
    const isImpossible = error instanceof DOMException && error.name === 'NotSupportedError';
    return { kind: isImpossible ? 'unsupported' : 'cancelled' };
  }
}

/** Whether this browser knows passkeys and security keys at all. */
export function canUseKeys(): boolean {
  return typeof PublicKeyCredential !== 'undefined' && typeof navigator.credentials !== 'undefined';
}

/** By hand, because `toJSON` is younger than the rest. */
function jsonOf(credential: PublicKeyCredential): object | undefined {
  const { response } = credential;
  if (!(response instanceof AuthenticatorAssertionResponse)) return undefined;
  return {
    id: credential.id,
    rawId: toBase64Url(credential.rawId),
    type: credential.type,
    ...(credential.authenticatorAttachment !== null && {
      authenticatorAttachment: credential.authenticatorAttachment,
    }),
    clientExtensionResults: { ...credential.getClientExtensionResults() },
    response: {
      clientDataJSON: toBase64Url(response.clientDataJSON),
      authenticatorData: toBase64Url(response.authenticatorData),
      signature: toBase64Url(response.signature),
      ...(response.userHandle !== null && { userHandle: toBase64Url(response.userHandle) }),
    },
  };
}
