import { passwordMessages } from '../../../../shared/api/password.ts';
import { maximumPasswordBytes } from '../../../users/maximum-password-bytes.ts';
import { PasswordRefusedError } from '../../../users/password-refused-error.ts';
import type { PortalServices } from '../../portal-services.ts';

/** Why a password cannot be the new one, in words for the person; undefined where the policy has nothing against it. */
export async function whyNot(
  { passwordPolicy }: Pick<PortalServices, 'passwordPolicy'>,
  password: string,
): Promise<string | undefined> {
  if (password.trim() === '') return passwordMessages.weak;
  if (Buffer.byteLength(password) > maximumPasswordBytes) return passwordMessages.tooLong;
  return (await passwordPolicy.accepts(password)) ? undefined : passwordMessages.weak;
}

/** Stores a new password that the policy takes; gives the words of the directory where that does not. Throws what `setPassword` throws else. */
export async function storeNewPassword(
  { users }: Pick<PortalServices, 'users'>,
  username: string,
  password: string,
): Promise<string | undefined> {
  try {
    await users.setPassword(username, password);
    return undefined;
  } catch (error) {
    if (error instanceof PasswordRefusedError) return error.message;
    if (error instanceof RangeError) return passwordMessages.tooLong;
    throw error;
  }
}
