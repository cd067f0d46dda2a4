import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { otpSecret } from '../../../factors/totp/totp-codes.ts';
import { totpUrl } from '../../../factors/totp/totp-url.ts';
import { modulesPng } from '../../../lib/png.ts';
import { qrModules } from '../../../lib/qr-code.ts';
import type { TotpConfiguration } from '../../../storage/totp-configurations.ts';
import { CommandError } from '../../command-error.ts';
import { exitCodes } from '../../io.ts';
import { type StorageCommandContext, storageCommand } from '../storage-command.ts';
import { openTotpConfigurations } from './open-totp-configurations.ts';
import { writeTotpDocument } from './totp-document.ts';
import { writeSecretFile } from './write-secret-file.ts';

/** Large enough for any camera. */
export const pixelsPerModule = 6;

const warning = 'What is written holds everybody’s secrets: keep it like a password.';

/** `gatehouse storage user totp export [csv|png|uri]` (behaviour.md §7.4), by its last word. */
export const totpExport = {
  yaml: storageCommand({
    help: `Write everybody’s one-time passwords to a YAML file, for "import". ${warning}

Usage:
  gatehouse storage user totp export [flags]

Flags:
  -f, --file FILE                    (default: authelia.export.totp.yml)
`,
    flags: { file: { type: 'string', short: 'f', default: 'authelia.export.totp.yml' } },
    run: (context) => exportToFile(context, writeTotpDocument),
  }),
  csv: storageCommand({
    help: `Write everybody’s one-time passwords to a CSV file. ${warning}

Usage:
  gatehouse storage user totp export csv [flags]

Flags:
  -f, --file FILE                    (default: authelia.export.totp.csv)
`,
    flags: { file: { type: 'string', short: 'f', default: 'authelia.export.totp.csv' } },
    run: (context) => exportToFile(context, writeCsv),
  }),
  png: storageCommand({
    help: `Write a QR code of each user’s one-time passwords to a folder. ${warning}

Usage:
  gatehouse storage user totp export png [flags]

Flags:
      --directory FOLDER             made where it is not there (default: the current one)
`,
    flags: { directory: { type: 'string', default: '.' } },
    run: exportPictures,
  }),
  uri: storageCommand({
    help: `Print the URLs of everybody’s one-time passwords, for authenticator apps. ${warning}

Usage:
  gatehouse storage user totp export uri [flags]
`,
    async run(context) {
      const all = await readAll(context);
      context.io.stdout(all.map((configuration) => `${totpUrl(configuration)}\n`).join(''));
      return exitCodes.success;
    },
  }),
} as const;

async function exportToFile(
  context: StorageCommandContext,
  write: (configurations: readonly TotpConfiguration[]) => string,
): Promise<number> {
  const all = await readAll(context);
  const file = writeSecretFile(context.io, String(context.flags.file), write(all));
  context.io.stdout(`The one-time passwords of ${all.length} users are in ${file}\n`);
  return exitCodes.success;
}

async function exportPictures(context: StorageCommandContext): Promise<number> {
  const { io, flags } = context;
  const all = await readAll(context);
  const folder = resolve(io.workingDirectory, String(flags.directory));
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  for (const configuration of all) {
    const name = `${encodeURIComponent(configuration.username)}.png`;
    writeSecretFile(io, join(folder, name), modulesPng(qrModules(totpUrl(configuration)), pixelsPerModule));
  }
  io.stdout(`The QR codes of ${all.length} users are in ${folder}\n`);
  return exitCodes.success;
}

async function readAll(context: StorageCommandContext): Promise<readonly TotpConfiguration[]> {
  const all = await (await openTotpConfigurations(context)).list();
  if (all.length === 0) throw new CommandError('failure', 'Nobody has one-time passwords.');
  return all;
}

/** RFC 4180, with a heading. */
function writeCsv(configurations: readonly TotpConfiguration[]): string {
  const rows = configurations.map(({ issuer, username, algorithm, digits, period, secret }) => [
    issuer,
    username,
    algorithm,
    `${digits}`,
    `${period}`,
    otpSecret(secret).base32,
  ]);
  return [['issuer', 'username', 'algorithm', 'digits', 'period', 'secret'], ...rows]
    .map((row) => `${row.map(csvField).join(',')}\n`)
    .join('');
}

function csvField(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
