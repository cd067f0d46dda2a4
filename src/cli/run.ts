import { parseArgs } from 'node:util';
import { closest } from '../lib/closest.ts';
import { readVersion } from './build-info.ts';
import { CommandError } from './command-error.ts';
import type { CommandEntry } from './commands.ts';
import { commands, defaultCommand } from './commands.ts';
import { globalFlags } from './config-options.ts';
import { helpText } from './help.ts';
import type { CliIo } from './io.ts';
import { exitCodes } from './io.ts';

/**
 * Runs the command line: finds the command by its words, hands it every other argument, and gives the exit code. A command line that
 * makes no sense is told on standard error.
 */
export async function run(args: readonly string[], io: CliIo): Promise<number> {
  try {
    const { words, flags } = readWords(args);
    const entry = findCommand(words);
    const typed = entry?.words.split(' ') ?? [];
    const group = words.join(' ');
    if (flags.version && typed.length === 0) {
      io.stdout(`gatehouse ${readVersion()}\n`);
      return exitCodes.success;
    }
    if (entry === undefined && words.length > 0 && !isGroup(group))
      throw unknownFlag(args) ?? unknownCommand(words);
    if ((flags.help && entry?.hasOwnHelp !== true) || (entry === undefined && words.length > 0)) {
      const text = helpText(entry?.words ?? group);
      if (flags.help) io.stdout(text);
      else io.stderr(text);
      return flags.help ? exitCodes.success : exitCodes.usage;
    }
    const command = await (entry?.load ?? defaultCommand)();
    return await command(withoutWords(args, typed), io);
  } catch (error) {
    if (!(error instanceof CommandError)) throw error;
    io.stderr(`${error.message}\n${error.kind === 'usage' ? 'See gatehouse --help.\n' : ''}`);
    return exitCodes[error.kind];
  }
}

/** Reads a command line loosely: what the flags of single commands mean is for those to say. */
function tokensOf(args: readonly string[]) {
  return parseArgs({
    args: [...args],
    options: { ...globalFlags, version: { type: 'boolean' } },
    strict: false,
    allowPositionals: true,
    tokens: true,
  });
}

function readWords(args: readonly string[]) {
  const { positionals, values } = tokensOf(args);
  return { words: positionals, flags: { version: values.version === true, help: values.help === true } };
}

/** The command whose words begin the line; the longest where several do. */
function findCommand(words: readonly string[]): CommandEntry | undefined {
  const line = `${words.join(' ')} `;
  return commands
    .filter((entry) => line.startsWith(`${entry.words} `))
    .toSorted((one, other) => other.words.length - one.words.length)[0];
}

function isGroup(words: string): boolean {
  return commands.some((entry) => entry.words.startsWith(`${words} `));
}

/** The arguments without the first ones that are the command's words. */
function withoutWords(args: readonly string[], words: readonly string[]): readonly string[] {
  const { tokens } = tokensOf(args);
  const indexes = tokens.filter(({ kind }) => kind === 'positional').map(({ index }) => index);
  const own = new Set(indexes.slice(0, words.length));
  return args.filter((_, index) => !own.has(index));
}

/** A misspelt flag, whose value would otherwise be taken for a command. */
function unknownFlag(args: readonly string[]): CommandError | undefined {
  const { tokens } = tokensOf(args);
  const firstWord = tokens.findIndex(({ kind }) => kind === 'positional');
  const known = [...Object.keys(globalFlags), 'version'];
  for (const token of tokens.slice(0, firstWord)) {
    if (token.kind !== 'option' || known.includes(token.name)) continue;
    const meant = closest(token.name, known);
    const hint = meant === undefined ? '' : ` Did you mean "--${meant}"?`;
    return new CommandError('usage', `There is no flag "${token.rawName}".${hint}`);
  }
  return undefined;
}

function unknownCommand(words: readonly string[]): CommandError {
  const line = words.join(' ');
  const known = commands.map((entry) => entry.words);
  const meant =
    closest(line, known) ??
    known.find((one) => closest(words[0] ?? '', [one.split(' ')[0] ?? '']) !== undefined);
  const hint = meant === undefined ? '' : ` Did you mean "${meant}"?`;
  return new CommandError('usage', `There is no command "${line}".${hint}`);
}
