import { CommandError } from '../../command-error.ts';
import type { StorageCommandContext } from '../storage-command.ts';

/** The one word that a command about a user is given. */
export function readUsername({ words }: StorageCommandContext): string {
  const [username = '', ...more] = words;
  if (username === '' || username.length > 255 || more.length > 0) {
    throw new CommandError('usage', 'Exactly one username is needed.');
  }
  return username;
}
