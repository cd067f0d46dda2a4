import { parseArgs } from 'node:util';
import type { PasswordHashConfig } from '../config/sections/authentication-backend.ts';
import { systemRandom } from '../lib/random.ts';
import { characterSets } from '../lib/random-text.ts';
import { createPasswordHasher } from '../users/passwords/password-hasher.ts';
import { UndecodableDigest } from '../users/passwords/undecodable-digest.ts';
import { askPassword } from './ask-password.ts';
import { CommandError } from './command-error.ts';
import { globalFlags } from './config-options.ts';
import {
  applyHashFlags,
  defaultHashConfig,
  type HashAlgorithm,
  hashFlags,
  parserOptionsOf,
} from './hash-flags.ts';
import { type CliIo, exitCodes } from './io.ts';
import { randomCharacters } from './random-characters.ts';
import { wrongArguments } from './wrong-arguments.ts';

/** Which configuration a command line names. */
export interface ConfigurationNames {
  /** Undefined where the command line names none: then `configuration.yml` counts if it is there. */
  readonly files: readonly string[] | undefined;
  readonly filters: readonly string[] | undefined;
}

/** Gets `authentication_backend.file.password` of a configuration; undefined = there is none. Throws `CommandError` where it cannot be read. */
export type LoadHashConfig = (
  names: ConfigurationNames,
  io: CliIo,
) => Promise<PasswordHashConfig | undefined>;

const commonFlags = {
  ...globalFlags,
  'no-confirm': { type: 'boolean' },
  password: { type: 'string' },
  random: { type: 'boolean' },
  'random.length': { type: 'string' },
  'random.charset': { type: 'string' },
  'random.characters': { type: 'string' },
} as const;

/**
 * `gatehouse crypto hash generate [ALGORITHM]` (behaviour.md §7.4): prints the digest of a password that is given, typed or made up.
 * Flags win over the configuration, which wins over the defaults.
 */
export async function cryptoHashGenerate(
  args: readonly string[],
  io: CliIo,
  loadHashConfig: LoadHashConfig = refuseConfiguration,
): Promise<number> {
  try {
    return await generate(args, io, loadHashConfig);
  } catch (error) {
    const isTold = error instanceof CommandError || error instanceof RangeError;
    if (!isTold && !(error instanceof UndecodableDigest)) throw error;
    const message =
      error instanceof UndecodableDigest ? `These settings cannot be used: ${error.message}.` : error.message;
    io.stderr(`${message}\n`);
    return error instanceof CommandError && error.kind === 'usage' ? exitCodes.usage : exitCodes.failure;
  }
}

async function generate(args: readonly string[], io: CliIo, loadHashConfig: LoadHashConfig): Promise<number> {
  const { algorithm, values } = readArguments(args);
  if (values.help === true) {
    io.stdout(helpText(algorithm));
    return exitCodes.success;
  }
  const names = { files: values.config, filters: values['config.experimental.filters'] };
  const base = (await loadHashConfig(names, io)) ?? defaultHashConfig();
  const config = algorithm === undefined ? base : applyHashFlags(base, algorithm, values);
  const made = makePassword(values);
  const password =
    made ?? values.password ?? (await askPassword(io, { isConfirmed: values['no-confirm'] !== true }));
  if (password === '') throw new CommandError('usage', 'No password provided.');

  const digest = await makeDigest(password, config);
  if (made !== undefined) tellPassword(made, io);
  io.stdout(`Digest: ${digest}\n`);
  return exitCodes.success;
}

async function makeDigest(password: string, config: PasswordHashConfig): Promise<string> {
  const hasher = createPasswordHasher({ random: systemRandom });
  try {
    return await hasher.hash(password, config);
  } finally {
    await hasher.close();
  }
}

function readArguments(args: readonly string[]) {
  const loose = parseArgs({ args: [...args], options: commonFlags, strict: false, allowPositionals: true });
  const algorithm = loose.positionals.find(isAlgorithm);
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { ...parserOptionsOf(algorithm), ...commonFlags },
      allowPositionals: true,
    });
    const unknown = positionals.find((word) => word !== algorithm);
    if (unknown === undefined) return { algorithm, values };
  } catch (error) {
    throw wrongArguments(error);
  }
  throw new CommandError('usage', `The algorithm must be one of ${Object.keys(hashFlags).join(', ')}.`);
}

function isAlgorithm(word: string): word is HashAlgorithm {
  return Object.hasOwn(hashFlags, word);
}

/** A made-up password where one is asked for; any of the `--random` flags does. */
function makePassword(values: ReturnType<typeof readArguments>['values']): string | undefined {
  const { 'random.length': length = '72', 'random.charset': charset = 'alphanumeric' } = values;
  const characters = values['random.characters'];
  const isWanted =
    values.random === true ||
    [values['random.length'], values['random.charset'], characters].some((value) => value !== undefined);
  return isWanted ? randomCharacters({ length, charset, characters }, '--random.') : undefined;
}

function tellPassword(password: string, io: CliIo): void {
  io.stdout(`Random Password: ${password}\n`);
  const encoded = encodeURIComponent(password)
    .replace(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');
  if (encoded !== password) io.stdout(`Random Password (URL Encoded): ${encoded}\n`);
}

async function refuseConfiguration({ files }: ConfigurationNames): Promise<undefined> {
  if (files !== undefined) throw new CommandError('failure', 'No configuration can be read here.');
}

function helpText(algorithm: HashAlgorithm | undefined): string {
  const own = algorithm === undefined ? [] : Object.entries(hashFlags[algorithm]);
  const lines = own.map(
    ([name, { letter, summary }]) => `  -${letter ?? ' '}, --${name.padEnd(28)} ${summary}`,
  );
  if (algorithm === 'argon2')
    lines.push('      --profile                      low-memory or recommended (RFC 9106)');
  return `Make a password digest for the users file.

Usage:
  gatehouse crypto hash generate [${Object.keys(hashFlags).join('|')}] [flags]

Flags:
${[...lines, ...commonHelp].join('\n')}
`;
}

const commonHelp = [
  '  -c, --config FILE,…                take the settings of this configuration',
  '      --no-confirm                   ask for the password once only',
  '      --password                     the password, instead of asking for it',
  '      --random                       make a random password',
  '      --random.length                its number of characters (72)',
  `      --random.charset               ${Object.keys(characterSets).join(', ')} (alphanumeric)`,
  '      --random.characters            its characters, instead of a set by name',
];
