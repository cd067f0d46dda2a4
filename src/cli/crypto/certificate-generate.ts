import { X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { systemClock } from '../../lib/clock.ts';
import { CommandError } from '../command-error.ts';
import { type CommandFlags, flagsHelp, readFlags, type WrittenFlags } from '../command-flags.ts';
import type { Command } from '../commands.ts';
import { type CliIo, exitCodes } from '../io.ts';
import {
  alternativeNames,
  certificateFlags,
  signatureHash,
  subjectOf,
  validityOf,
} from './certificate-flags.ts';
import { certificateReport } from './certificate-report.ts';
import {
  commonKeyFlags,
  type KeyKind,
  type KeyPair,
  kindFlags,
  makeKeyPair,
  privateKeyFiles,
} from './key-kinds.ts';
import { readAuthority } from './read-authority.ts';
import { type NewFile, ownerOnly, readableByAll, writeNewFiles } from './write-new-files.ts';
import { type Authority, makeCertificate } from './x509.ts';

const flagsOfGenerate: CommandFlags = {
  'file.certificate': { kind: 'text', fallback: 'public.crt', summary: 'the file of the certificate' },
  'path.ca': { kind: 'text', summary: 'the folder of the authority that signs; without it signs itself' },
  'file.ca-certificate': { kind: 'text', fallback: 'ca.public.crt', summary: 'the authority’s certificate' },
  'file.ca-private-key': { kind: 'text', fallback: 'ca.private.pem', summary: 'the authority’s private key' },
  ca: { kind: 'switch', summary: 'makes an authority, in the files of the two flags before' },
  'extended-usage': { kind: 'list', summary: 'what it may be used for; ServerAuth if left out' },
  bundles: { kind: 'list', summary: 'chain, priv-chain: files with all certificates, with the key too' },
  'file.bundle.chain': { kind: 'text', fallback: 'public.chain.pem', summary: 'the file of the chain' },
  'file.bundle.priv-chain': {
    kind: 'text',
    fallback: 'private.chain.pem',
    summary: 'the file of the chain with the key',
  },
};

/** What a certificate may be used for besides (RFC 5280 §4.2.1.12), by the names that Authelia takes. */
const extendedUsages: Readonly<Record<string, string>> = {
  any: '2.5.29.37.0',
  serverauth: '1.3.6.1.5.5.7.3.1',
  clientauth: '1.3.6.1.5.5.7.3.2',
  codesigning: '1.3.6.1.5.5.7.3.3',
  emailprotection: '1.3.6.1.5.5.7.3.4',
  ipsecendsystem: '1.3.6.1.5.5.7.3.5',
  ipsectunnel: '1.3.6.1.5.5.7.3.6',
  ipsecuser: '1.3.6.1.5.5.7.3.7',
  timestamping: '1.3.6.1.5.5.7.3.8',
  ocspsigning: '1.3.6.1.5.5.7.3.9',
};

/** `gatehouse crypto certificate rsa|ecdsa|ed25519 generate` (behaviour.md §7.4): a private key and its certificate. */
export function certificateGenerate(kind: KeyKind): Command {
  const flags = { ...kindFlags[kind], ...certificateFlags, ...flagsOfGenerate, ...commonKeyFlags };
  return async (args, io) => {
    const written = readFlags(args, flags);
    if (!written.isOn('help')) return generate(kind, written, io);
    io.stdout(
      `Make a private key and a certificate.\n\nUsage:\n  gatehouse crypto certificate ${kind} generate [flags]\n\nFlags:\n${flagsHelp(flags)}`,
    );
    return exitCodes.success;
  };
}

async function generate(kind: KeyKind, flags: WrittenFlags, io: CliIo): Promise<number> {
  if (flags.words.length > 0) throw new CommandError('usage', 'A certificate takes flags alone.');
  const isAuthority = flags.isOn('ca');
  const authority = isAuthority && flags.isWritten('path.ca') ? refuseBoth() : readAuthority(flags, io);
  const said = {
    subject: subjectOf(flags),
    names: alternativeNames(flags),
    hash: signatureHash(flags),
    ...validityOf(flags, systemClock.now()),
    isAuthority,
    extendedUsages: extendedUsagesOf(flags),
  };
  warnOfEnd(said.notAfter, authority, io);
  const bundles = bundlesOf(flags);
  const keys = await makeKeyPair(kind, flags);
  const { pem, serial } = await makeCertificate({ ...said, keys, authority });
  const files = [...filesOf(flags, keys, pem), ...bundleFiles(flags, { bundles, pem, keys, authority })];
  const { workingDirectory } = io;
  await writeNewFiles(files, { workingDirectory, isOverwriting: flags.isOn('overwrite') });
  io.stdout(certificateReport({ ...said, serial, authority, key: keys.privateKey, files }));
  return exitCodes.success;
}

function refuseBoth(): never {
  throw new CommandError('usage', '--ca and --path.ca cannot be given together: an authority signs itself.');
}

function extendedUsagesOf(flags: WrittenFlags): readonly string[] {
  const names = flags.list('extended-usage');
  if (names.length === 0) return flags.isOn('ca') ? [] : ['1.3.6.1.5.5.7.3.1'];
  return names.map((name) => {
    const usage = extendedUsages[name.toLowerCase().replaceAll(/[-_]/g, '')];
    if (usage !== undefined) return usage;
    const known = Object.keys(extendedUsages).join(', ');
    throw new CommandError('usage', `--extended-usage: there is no "${name}". There are ${known}.`);
  });
}

function bundlesOf(flags: WrittenFlags): readonly string[] {
  const bundles = flags.list('bundles').map((name) => name.toLowerCase());
  const unknown = bundles.find((name) => name !== 'chain' && name !== 'priv-chain');
  if (unknown === undefined) return bundles;
  throw new CommandError('usage', `--bundles: there is no "${unknown}". There are chain and priv-chain.`);
}

/** An authority goes where the commands that sign with it look for it. */
function filesOf(flags: WrittenFlags, { privateKey }: KeyPair, pem: string): readonly NewFile[] {
  const pathOf = (flag: string) => join(flags.text('directory'), flags.text(flag));
  const [key, certificate] = flags.isOn('ca')
    ? ['file.ca-private-key', 'file.ca-certificate']
    : ['file.private-key', 'file.certificate'];
  return [
    ...privateKeyFiles(privateKey, pathOf(key ?? ''), flags),
    { path: pathOf(certificate ?? ''), content: pem, mode: readableByAll },
  ];
}

function bundleFiles(
  flags: WrittenFlags,
  made: {
    readonly bundles: readonly string[];
    readonly pem: string;
    readonly keys: KeyPair;
    readonly authority: Authority | undefined;
  },
): readonly NewFile[] {
  const chain = `${made.pem}${made.authority?.certificate ?? ''}`;
  const key = made.keys.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  const contents = [
    { bundle: 'chain', content: chain, mode: readableByAll },
    { bundle: 'priv-chain', content: `${key}${chain}`, mode: ownerOnly },
  ];
  return contents
    .filter(({ bundle }) => made.bundles.includes(bundle))
    .map(({ bundle, content, mode }) => ({
      path: join(flags.text('directory'), flags.text(`file.bundle.${bundle}`)),
      content,
      mode,
    }));
}

/** A certificate is worth nothing once its authority's is over. */
function warnOfEnd(notAfter: Date, authority: Authority | undefined, io: CliIo): void {
  const end = authority && new X509Certificate(authority.certificate).validToDate;
  if (end === undefined || end >= notAfter) return;
  io.stderr(`The authority ends before the certificate does: ${end.toISOString()}.\n`);
}
