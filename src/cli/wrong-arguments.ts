import { CommandError } from './command-error.ts';

/** What Node adds about positionals that begin with a dash, and further lines: not for this command line. */
const furtherAdvice = /\. (?=To )|\n/;

/** What `parseArgs` of Node could not read, as a mistake of the command line. */
export function wrongArguments(error: unknown): CommandError {
  const [message = ''] = error instanceof Error ? error.message.split(furtherAdvice) : [];
  return new CommandError('usage', `${message === '' ? 'The arguments cannot be read' : message}.`);
}
