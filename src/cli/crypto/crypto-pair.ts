import { join } from 'node:path';
import { CommandError } from '../command-error.ts';
import { type CommandFlags, flagsHelp, readFlags } from '../command-flags.ts';
import type { Command } from '../commands.ts';
import { exitCodes } from '../io.ts';
import {
  commonKeyFlags,
  describeKey,
  type KeyKind,
  kindFlags,
  makeKeyPair,
  privateKeyFiles,
  publicKeyFiles,
} from './key-kinds.ts';
import { ownerOnly, writeNewFiles } from './write-new-files.ts';

/** `gatehouse crypto pair rsa|ecdsa|ed25519 generate` (behaviour.md §7.4): a private and a public key as PEM files. */
export function cryptoPair(kind: KeyKind): Command {
  const flags: CommandFlags = {
    ...kindFlags[kind],
    ...commonKeyFlags,
    'file.public-key': { kind: 'text', fallback: 'public.pem', summary: 'the file of the public key' },
    pkcs8: { kind: 'switch', summary: 'PKCS #8, which it always is; taken for older scripts' },
  };
  return async (args, io) => {
    const written = readFlags(args, flags);
    if (written.isOn('help')) {
      io.stdout(
        `Make a key pair.\n\nUsage:\n  gatehouse crypto pair ${kind} generate [flags]\n\nFlags:\n${flagsHelp(flags)}`,
      );
      return exitCodes.success;
    }
    if (written.words.length > 0) throw new CommandError('usage', 'A key pair takes flags alone.');
    const { privateKey, publicKey } = await makeKeyPair(kind, written);
    const pathOf = (flag: string) => join(written.text('directory'), written.text(flag));
    const files = [
      ...privateKeyFiles(privateKey, pathOf('file.private-key'), written),
      ...publicKeyFiles(publicKey, pathOf('file.public-key'), written),
    ];
    const { workingDirectory } = io;
    await writeNewFiles(files, { workingDirectory, isOverwriting: written.isOn('overwrite') });
    const lines = files.map(
      ({ path, mode }) => `\t${mode === ownerOnly ? 'Private Key' : 'Public Key'}: ${path}\n`,
    );
    io.stdout(`Algorithm: ${describeKey(privateKey)}\n\nOutput Paths:\n${lines.join('')}`);
    return exitCodes.success;
  };
}
