import { join } from 'node:path';
import { CommandError } from '../command-error.ts';
import { flagsHelp, readFlags, type WrittenFlags } from '../command-flags.ts';
import type { Command } from '../commands.ts';
import { type CliIo, exitCodes } from '../io.ts';
import { alternativeNames, certificateFlags, signatureHash, subjectOf } from './certificate-flags.ts';
import { requestReport } from './certificate-report.ts';
import { commonKeyFlags, type KeyKind, kindFlags, makeKeyPair, privateKeyFiles } from './key-kinds.ts';
import { readableByAll, writeNewFiles } from './write-new-files.ts';
import { makeRequest } from './x509.ts';

/** `gatehouse crypto certificate rsa|ecdsa|ed25519 request` (behaviour.md §7.4): a private key and a request for its certificate. */
export function certificateRequest(kind: KeyKind): Command {
  const flags = {
    ...kindFlags[kind],
    ...certificateFlags,
    'file.csr': { kind: 'text', fallback: 'request.csr', summary: 'the file of the request' },
    ...commonKeyFlags,
  } as const;
  return async (args, io) => {
    const written = readFlags(args, flags);
    if (!written.isOn('help')) return request(kind, written, io);
    io.stdout(
      `Make a private key and a request for its certificate.\n\nUsage:\n  gatehouse crypto certificate ${kind} request [flags]\n\nFlags:\n${flagsHelp(flags)}`,
    );
    return exitCodes.success;
  };
}

async function request(kind: KeyKind, flags: WrittenFlags, io: CliIo): Promise<number> {
  if (flags.words.length > 0) throw new CommandError('usage', 'A request takes flags alone.');
  const said = { subject: subjectOf(flags), names: alternativeNames(flags), hash: signatureHash(flags) };
  if (['duration', 'not-before', 'not-after'].some((flag) => flags.isWritten(flag))) {
    io.stderr('A request says nothing of the time: whoever signs it decides that.\n');
  }
  const keys = await makeKeyPair(kind, flags);
  const content = await makeRequest({ ...said, keys });
  const pathOf = (flag: string) => join(flags.text('directory'), flags.text(flag));
  const files = [
    ...privateKeyFiles(keys.privateKey, pathOf('file.private-key'), flags),
    { path: pathOf('file.csr'), content, mode: readableByAll },
  ];
  const { workingDirectory } = io;
  await writeNewFiles(files, { workingDirectory, isOverwriting: flags.isOn('overwrite') });
  io.stdout(requestReport({ ...said, key: keys.privateKey, files }));
  return exitCodes.success;
}
