import { characterSets } from '../../lib/random-text.ts';
import { CommandError } from '../command-error.ts';
import { type CommandFlags, flagsHelp, readFlags } from '../command-flags.ts';
import { type CliIo, exitCodes } from '../io.ts';
import { randomCharacters } from '../random-characters.ts';
import { writeNewFiles } from './write-new-files.ts';

const flags: CommandFlags = {
  length: { short: 'n', kind: 'text', fallback: '72', summary: 'the number of characters' },
  charset: {
    short: 'x',
    kind: 'text',
    fallback: 'alphanumeric',
    summary: Object.keys(characterSets).join(', '),
  },
  characters: { kind: 'text', summary: 'the characters themselves, instead of a set by name' },
  file: { kind: 'list', summary: 'files to write, each with a text of its own, instead of printing one' },
  'mode-files': { kind: 'text', fallback: '0600', summary: 'the permissions of these files' },
  'mode-dirs': { kind: 'text', fallback: '0700', summary: 'the permissions of folders that have to be made' },
  overwrite: { kind: 'switch', summary: 'replaces files that are there' },
};

/** `gatehouse crypto rand [FILE …]` (behaviour.md §7.4): prints a random text, or writes one into each of the files. */
export async function cryptoRand(args: readonly string[], io: CliIo): Promise<number> {
  const written = readFlags(args, flags);
  if (written.isOn('help')) {
    io.stdout(
      `Make a random text: a secret, a key.\n\nUsage:\n  gatehouse crypto rand [FILE …] [flags]\n\nFlags:\n${flagsHelp(flags)}`,
    );
    return exitCodes.success;
  }
  const wish = {
    length: written.text('length'),
    charset: written.text('charset'),
    characters: written.text('characters'),
  };
  const make = () => randomCharacters(wish, '--');
  const paths = [...written.words, ...written.list('file')];
  const modes = {
    mode: readMode(written.text('mode-files')),
    folderMode: readMode(written.text('mode-dirs')),
  };
  if (paths.length === 0) {
    io.stdout(`Random Value: ${make()}\n`);
    return exitCodes.success;
  }
  const files = paths.map((path) => ({ path, content: make(), mode: modes.mode }));
  const { workingDirectory } = io;
  const isOverwriting = written.isOn('overwrite');
  await writeNewFiles(files, { workingDirectory, isOverwriting, folderMode: modes.folderMode });
  io.stdout(`Output Paths:\n${paths.map((path) => `\t${path}\n`).join('')}`);
  return exitCodes.success;
}

function readMode(text: string): number {
  if (/^0?[0-7]{3}$/.test(text)) return Number.parseInt(text, 8);
  throw new CommandError('usage', `Permissions are three octal digits such as 0600, not "${text}".`);
}
