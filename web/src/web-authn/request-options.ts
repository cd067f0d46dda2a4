import { isRecord } from '../is-record.ts';
import { fromBase64Url } from './base64url.ts';

const needs = ['discouraged', 'preferred', 'required'] as const;

/**
 * What `navigator.credentials.get` takes, from the JSON form of WebAuthn level 3 §5.1.8. By hand, because older browsers cannot; undefined where it is not of
 * that form.
 */
export function requestOptionsFrom(json: unknown): PublicKeyCredentialRequestOptions | undefined {
  if (!isRecord(json) || typeof json.challenge !== 'string') return undefined;
  const challenge = fromBase64Url(json.challenge);
  if (challenge === undefined) return undefined;
  const userVerification = needs.find((need) => need === json.userVerification);
  const appid = isRecord(json.extensions) ? json.extensions.appid : undefined;
  return {
    challenge,
    ...(typeof json.rpId === 'string' && { rpId: json.rpId }),
    ...(typeof json.timeout === 'number' && { timeout: json.timeout }),
    ...(userVerification !== undefined && { userVerification }),
    ...(Array.isArray(json.allowCredentials) && {
      allowCredentials: json.allowCredentials.flatMap(descriptor),
    }),
    ...(typeof appid === 'string' && { extensions: { appid } }),
  };
}

const transports = ['ble', 'hybrid', 'internal', 'nfc', 'usb'] as const;

function descriptor(json: unknown): PublicKeyCredentialDescriptor[] {
  const id = isRecord(json) && typeof json.id === 'string' ? fromBase64Url(json.id) : undefined;
  if (!isRecord(json) || id === undefined) return [];
  const known = Array.isArray(json.transports)
    ? transports.filter((transport) => Array.isArray(json.transports) && json.transports.includes(transport))
    : [];
  return [{ type: 'public-key', id, ...(known.length > 0 && { transports: known }) }];
}
