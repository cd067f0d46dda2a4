import type { WebAuthnConfig } from '../../config/sections/webauthn.ts';

/** Why an authenticator may not be registered (`webauthn.filtering`). */
export type FilterRefusal = 'model-not-permitted' | 'model-prohibited' | 'backup-prohibited';

/** What speaks against an authenticator; undefined = nothing. AAGUIDs are in lower case with hyphens, or as they are configured. */
export function filterAuthenticator(
  { permitted_aaguids, prohibited_aaguids, prohibit_backup_eligibility }: WebAuthnConfig['filtering'],
  { aaguid, isBackupEligible }: { readonly aaguid: string; readonly isBackupEligible: boolean },
): FilterRefusal | undefined {
  const has = (list: readonly string[]) => list.some((one) => one.toLowerCase() === aaguid);
  if (permitted_aaguids.length > 0 && !has(permitted_aaguids)) return 'model-not-permitted';
  if (has(prohibited_aaguids)) return 'model-prohibited';
  return prohibit_backup_eligibility && isBackupEligible ? 'backup-prohibited' : undefined;
}
