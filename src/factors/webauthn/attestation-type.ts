/** The attestation type of keys that speak U2F: their assertions may be made with the `appid` extension (behaviour.md §1.6). */
export const u2fAttestation = 'fido-u2f';

/** How a credential spoke for its model (WebAuthn §6.5.3), as the column `attestation_type` says it. */
export function attestationType(format: string, hasCertificates: boolean): string {
  if (format === u2fAttestation) return u2fAttestation;
  if (format === 'none') return 'none';
  return hasCertificates ? 'basic' : 'self';
}
