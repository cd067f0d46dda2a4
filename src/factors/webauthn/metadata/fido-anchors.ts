import { X509Certificate } from 'node:crypto';
import { loadWebAuthnLibrary } from '../load-webauthn-library.ts';

/** The certificate authority of the FIDO alliance's metadata (GlobalSign Root R3), DER. */
export async function fidoAnchors(): Promise<readonly Uint8Array[]> {
  const { SettingsService } = await loadWebAuthnLibrary();
  return SettingsService.getRootCertificates({ identifier: 'mds' }).map(
    (pem) => new X509Certificate(pem).raw,
  );
}
