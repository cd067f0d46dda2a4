import { X509Certificate } from 'node:crypto';
import { SettingsService } from '@simplewebauthn/server';

/** The certificate authority of the FIDO alliance's metadata (GlobalSign Root R3), DER. */
export function fidoAnchors(): readonly Uint8Array[] {
  return SettingsService.getRootCertificates({ identifier: 'mds' }).map(
    (pem) => new X509Certificate(pem).raw,
  );
}
