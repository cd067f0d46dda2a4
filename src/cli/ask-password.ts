import { CommandError } from './command-error.ts';
import type { CliIo } from './io.ts';

/** Asks for a password without showing it, twice where it is to be confirmed. Throws `CommandError` where there is nobody to ask. */
export async function askPassword(
  io: CliIo,
  { isConfirmed }: { readonly isConfirmed: boolean },
): Promise<string> {
  if (io.readLine === undefined) {
    throw new CommandError('usage', 'No password provided: give one with --password.');
  }
  const password = await io.readLine('Enter Password: ', { hidden: true }).catch(() => '');
  if (isConfirmed && password !== '') {
    const again = await io.readLine('Confirm Password: ', { hidden: true }).catch(() => '');
    if (again !== password) {
      throw new CommandError('failure', 'The password did not match the confirmation password.');
    }
  }
  io.stdout('\n');
  return password;
}
