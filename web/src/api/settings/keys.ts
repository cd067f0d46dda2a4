import type { WebAuthnCreationData, WebAuthnCredentialData } from '../../../../shared/api/webauthn.ts';
import {
  type Guard,
  isAnything,
  isListOf,
  isNumber,
  isOptional,
  isShape,
  isText,
  isYesOrNo,
} from '../guards.ts';
import { askSettings } from './ask-settings.ts';
import { type EnrolledData, isEnrolledData } from './recovery-codes.ts';
import type { SettingsOutcome } from './settings-outcome.ts';

const path = 'api/secondfactor/webauthn/credential';

/** What the pages show of a key. */
export type SecurityKey = Pick<
  WebAuthnCredentialData,
  'id' | 'description' | 'created_at' | 'last_used_at' | 'discoverable' | 'backup_state' | 'clone_warning'
>;

const isKey = isShape<SecurityKey>({
  id: isNumber,
  description: isText,
  created_at: isText,
  last_used_at: isOptional(isText),
  discoverable: isYesOrNo,
  backup_state: isYesOrNo,
  clone_warning: isYesOrNo,
});

const isKeys: Guard<readonly SecurityKey[] | null | undefined> = (
  value,
): value is readonly SecurityKey[] | null | undefined =>
  value === null || value === undefined || isListOf(isKey)(value);

const isObject: Guard<object> = (value): value is object => typeof value === 'object' && value !== null;

/** The person's passkeys and security keys: `GET …/credentials` (behaviour.md §1.6). */
export async function readKeys(basePath: string): Promise<SettingsOutcome<readonly SecurityKey[]>> {
  const outcome = await askSettings({ url: `${basePath}${path}s`, method: 'GET', isData: isKeys });
  return outcome.kind === 'done' ? { kind: 'done', data: outcome.data ?? [] } : outcome;
}

/** Asks for the options of a new key with this name: `PUT …/register`. Refused with 409 where the name is taken. */
export function beginKey(
  basePath: string,
  description: string,
): Promise<SettingsOutcome<WebAuthnCreationData>> {
  return askSettings({
    url: `${basePath}${path}/register`,
    method: 'PUT',
    body: { description },
    isData: isShape<WebAuthnCreationData>({ publicKey: isObject }),
  });
}

/** Hands in what the browser made of them: `POST …/register`. */
export function confirmKey(basePath: string, response: object): Promise<SettingsOutcome<EnrolledData>> {
  return askSettings({
    url: `${basePath}${path}/register`,
    method: 'POST',
    body: response,
    isData: isEnrolledData,
  });
}

/** Forgets the options: `DELETE …/register`. */
export function dropKey(basePath: string): Promise<SettingsOutcome<unknown>> {
  return askSettings({ url: `${basePath}${path}/register`, method: 'DELETE', isData: isAnything });
}

/** Gives a key another name: `PUT …/{id}`. Refused with 409 where it is taken. */
export function renameKey(
  basePath: string,
  id: number,
  description: string,
): Promise<SettingsOutcome<unknown>> {
  return askSettings({
    url: `${basePath}${path}/${id}`,
    method: 'PUT',
    body: { description },
    isData: isAnything,
  });
}

/** Removes a key: `DELETE …/{id}`. */
export function removeKey(basePath: string, id: number): Promise<SettingsOutcome<unknown>> {
  return askSettings({ url: `${basePath}${path}/${id}`, method: 'DELETE', isData: isAnything });
}
