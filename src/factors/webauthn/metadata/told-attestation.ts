/** What an authenticator told of its model when it was registered. */
export interface ToldAttestation {
  /** In lower case with hyphens. */
  readonly aaguid: string;
  /** WebAuthn §8: `packed`, `none`, `fido-u2f`, … */
  readonly format: string;
  /** DER, the authenticator's own first; empty where the attestation has none. */
  readonly certificates: readonly Uint8Array[];
}

/** Reads the certificates out of an attestation object (WebAuthn §6.5.4). Throws where it is malformed. */
export async function readToldAttestation(
  attestationObject: Uint8Array,
  aaguid: string,
): Promise<ToldAttestation> {
  const { decodeAttestationObject } = await import('@simplewebauthn/server/helpers');
  const decoded = decodeAttestationObject(new Uint8Array(attestationObject));
  const certificates: unknown = decoded.get('attStmt').get('x5c');
  return {
    aaguid,
    format: decoded.get('fmt'),
    certificates: Array.isArray(certificates)
      ? certificates.filter((one): one is Uint8Array => one instanceof Uint8Array)
      : [],
  };
}
