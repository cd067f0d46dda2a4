/** What came of asking the browser for a new key. */
export type CreatedCredential =
  /** In the JSON form that the API takes. */
  | { readonly kind: 'created'; readonly response: object }
  | { readonly kind: 'failed'; readonly problem: CreateProblem };

/** Why there is none: the browser cannot, the key is enrolled already, or the person (or the key) did not go on. */
export type CreateProblem = 'key-not-supported' | 'key-already-there' | 'key-not-made';

/** Has the browser make a key from the server's options (WebAuthn level 3 §5.1.3). Never throws. */
export async function createCredential(options: object, signal: AbortSignal): Promise<CreatedCredential> {
  if (!canCreate() || !isCreationOptions(options)) return { kind: 'failed', problem: 'key-not-supported' };
  try {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
    const credential = await navigator.credentials.create({ publicKey, signal });
    return credential instanceof PublicKeyCredential
      ? { kind: 'created', response: credential.toJSON() }
      : { kind: 'failed', problem: 'key-not-made' };
  } catch (error) {
    return { kind: 'failed', problem: problemOf(error) };
  }
}

/** Whether this browser can make keys at all. */
export function canCreate(): boolean {
  return typeof globalThis.PublicKeyCredential?.parseCreationOptionsFromJSON === 'function';
}

function isCreationOptions(options: object): options is PublicKeyCredentialCreationOptionsJSON {
  return ['challenge', 'rp', 'user', 'pubKeyCredParams'].every((key) => key in options);
}

function problemOf(error: unknown): CreateProblem {
  const name = error instanceof DOMException ? error.name : '';
  if (name === 'InvalidStateError') return 'key-already-there';
  return name === 'NotSupportedError' || name === 'SecurityError' ? 'key-not-supported' : 'key-not-made';
}
