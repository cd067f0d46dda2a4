import { systemRandom } from '../lib/random.ts';
import { characterSets, randomText } from '../lib/random-text.ts';
import { CommandError } from './command-error.ts';

/** What a command line says of a random text. */
export interface RandomCharactersWish {
  readonly length: string;
  /** The name of a set of characters. */
  readonly charset: string;
  /** The characters themselves, which win; undefined or empty = by the name. */
  readonly characters: string | undefined;
}

/** The random text that flags ask for, which are spelled with this prefix. Throws `CommandError` for values that cannot be. */
export function randomCharacters(
  { length, charset, characters }: RandomCharactersWish,
  prefix: '--' | '--random.',
): string {
  if (!/^[1-9][0-9]{0,3}$/.test(length)) {
    throw new CommandError('usage', `${prefix}length must be a number from 1 to 9999.`);
  }
  if (characters !== undefined && characters !== '') {
    if (new Set(characters).size <= 256) return randomText(Number(length), characters, systemRandom);
    throw new CommandError('usage', `${prefix}characters must be at most 256 different characters.`);
  }
  const named = Object.entries(characterSets).find(([name]) => name === charset)?.[1];
  if (named !== undefined) return randomText(Number(length), named, systemRandom);
  throw new CommandError(
    'usage',
    `${prefix}charset must be one of ${Object.keys(characterSets).join(', ')}.`,
  );
}
