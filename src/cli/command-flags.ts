import { type ParseArgsConfig, parseArgs } from 'node:util';
import { globalFlags } from './config-options.ts';
import { wrongArguments } from './wrong-arguments.ts';

/** One flag of a command, as a row of a table from which both the reading and the help are made. */
export interface CommandFlag {
  readonly short?: string;
  /** A list may be written several times, and with commas. */
  readonly kind: 'text' | 'list' | 'switch';
  /** What counts where the flag is not written. */
  readonly fallback?: string;
  readonly summary: string;
}

/** The flags of a command by their names. */
export type CommandFlags = Readonly<Record<string, CommandFlag>>;

/** What a command line says. */
export interface WrittenFlags {
  /** Its value, else the fallback, else an empty text. */
  text(name: string): string;
  list(name: string): readonly string[];
  isOn(name: string): boolean;
  isWritten(name: string): boolean;
  /** The arguments that are no flags. */
  readonly words: readonly string[];
  /** Which configuration is meant, for `loadOptions`. */
  readonly configuration: {
    readonly config?: string[];
    readonly 'config.experimental.filters'?: string[];
  };
}

/** Reads a command line by its table of flags. Throws `CommandError` for flags that there are not. */
export function readFlags(args: readonly string[], flags: CommandFlags): WrittenFlags {
  const { values, positionals } = parse(args, flags);
  const written = new Map(Object.entries(values));
  const fallbackOf = (name: string) => flags[name]?.fallback ?? '';
  const textsOf = (name: string) => {
    const value = written.get(name);
    const texts = Array.isArray(value) ? value : [value];
    return texts.filter((one) => typeof one === 'string');
  };
  return {
    words: positionals,
    configuration: Object.fromEntries(
      ['config', 'config.experimental.filters']
        .filter((name) => written.has(name))
        .map((name) => [name, textsOf(name)]),
    ),
    text: (name) => textsOf(name).at(-1) ?? fallbackOf(name),
    list: (name) => splitList(written.has(name) ? textsOf(name) : [fallbackOf(name)]),
    isOn: (name) => written.get(name) === true,
    isWritten: (name) => written.has(name),
  };
}

/** The lines of a help that tell of the flags. */
export function flagsHelp(flags: CommandFlags): string {
  const names = Object.entries(flags).map(([name, { kind, short }]) => {
    const values = { text: ` ${name.split(/[.-]/).at(-1)?.toUpperCase() ?? ''}`, list: ' A,B,…', switch: '' };
    return `  ${short === undefined ? '   ' : `-${short},`} --${name}${values[kind]}`;
  });
  const width = Math.max(...names.map((name) => name.length)) + 2;
  const lines = Object.values(flags).map(({ summary, fallback }, index) => {
    const told = fallback === undefined ? summary : `${summary} (${fallback})`;
    return `${(names[index] ?? '').padEnd(width)}${told}\n`;
  });
  return lines.join('');
}

function parse(args: readonly string[], flags: CommandFlags) {
  const own = Object.entries(flags).map(([name, { kind, short }]) => {
    const type = kind === 'switch' ? ('boolean' as const) : ('string' as const);
    const option = { type, multiple: kind === 'list', ...(short === undefined ? {} : { short }) };
    return [name, option] as const;
  });
  const options: NonNullable<ParseArgsConfig['options']> = { ...globalFlags, ...Object.fromEntries(own) };
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true });
  } catch (error) {
    throw wrongArguments(error);
  }
}

function splitList(texts: readonly string[]): readonly string[] {
  return texts
    .flatMap((text) => text.split(','))
    .map((text) => text.trim())
    .filter((text) => text !== '');
}
