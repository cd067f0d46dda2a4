import { parseArgs } from 'node:util';
import { systemRandom } from '../lib/random.ts';
import { decodeDigest } from '../users/passwords/decode-digest.ts';
import type { PasswordDigest } from '../users/passwords/password-digest.ts';
import { createPasswordHasher } from '../users/passwords/password-hasher.ts';
import { UndecodableDigest } from '../users/passwords/undecodable-digest.ts';
import { askPassword } from './ask-password.ts';
import { CommandError } from './command-error.ts';
import { globalFlags } from './config-options.ts';
import { type CliIo, exitCodes } from './io.ts';
import { wrongArguments } from './wrong-arguments.ts';

const help = `Check a password against a digest.

Usage:
  gatehouse crypto hash validate [flags] -- '<digest>'

Flags:
      --password                     the password, instead of asking for it
`;

/** `gatehouse crypto hash validate [--password …] -- DIGEST` (behaviour.md §7.4): says whether it is the digest's password; exit code 1 when not. */
export async function cryptoHashValidate(args: readonly string[], io: CliIo): Promise<number> {
  try {
    return await validate(args, io);
  } catch (error) {
    if (error instanceof UndecodableDigest) {
      io.stderr(`The digest cannot be used: ${error.message}.\n`);
      return exitCodes.failure;
    }
    if (!(error instanceof CommandError)) throw error;
    io.stderr(`${error.message}\n`);
    return error.kind === 'usage' ? exitCodes.usage : exitCodes.failure;
  }
}

async function validate(args: readonly string[], io: CliIo): Promise<number> {
  const { values, positionals } = readArguments(args);
  if (values.help === true) {
    io.stdout(help);
    return exitCodes.success;
  }
  const [text, ...more] = positionals;
  if (text === undefined || more.length > 0) {
    throw new CommandError(
      'usage',
      'Exactly one digest is needed, in single quotes: its dollar signs mean something to a shell.',
    );
  }
  const digest = decodeDigest(text);
  const password = values.password ?? (await askPassword(io, { isConfirmed: false }));
  if (password === '') throw new CommandError('usage', 'No password provided.');

  const isRight = await isPasswordOf(digest, password);
  io.stdout(`The password ${isRight ? 'matches' : 'does not match'} the digest.\n`);
  return isRight ? exitCodes.success : exitCodes.failure;
}

async function isPasswordOf(digest: PasswordDigest, password: string): Promise<boolean> {
  const hasher = createPasswordHasher({ random: systemRandom });
  try {
    return await hasher.matches(digest, password);
  } finally {
    await hasher.close();
  }
}

function readArguments(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        // Authelia takes them with every command; nothing of a configuration counts here.
        ...globalFlags,
        password: { type: 'string' },
      },
      allowPositionals: true,
    });
  } catch (error) {
    throw wrongArguments(error);
  }
}
