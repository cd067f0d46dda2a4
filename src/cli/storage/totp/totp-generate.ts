import { Secret } from 'otpauth';
import { z } from 'zod';
import { totpUrl } from '../../../factors/totp/totp-url.ts';
import { systemClock } from '../../../lib/clock.ts';
import { modulesPng } from '../../../lib/png.ts';
import { qrModules } from '../../../lib/qr-code.ts';
import { systemRandom } from '../../../lib/random.ts';
import type { TotpConfiguration } from '../../../storage/totp-configurations.ts';
import { CommandError } from '../../command-error.ts';
import { exitCodes } from '../../io.ts';
import { type StorageCommandContext, storageCommand } from '../storage-command.ts';
import { openTotpConfigurations } from './open-totp-configurations.ts';
import { readUsername } from './read-username.ts';
import { pixelsPerModule } from './totp-export.ts';
import { writeSecretFile } from './write-secret-file.ts';

/** `gatehouse storage user totp generate <username>` (behaviour.md §7.4). */
export const totpGenerate = storageCommand({
  help: `Make one-time passwords for a user, and print the URL for the authenticator app. It holds the secret.

Usage:
  gatehouse storage user totp generate <username> [flags]

Flags:
  -f, --force                        in place of those that the user has
      --algorithm NAME               SHA1, SHA256 or SHA512 (default: SHA1)
      --digits NUMBER                6 or 8 (default: 6)
      --period SECONDS               15 or more (default: 30)
      --issuer NAME                  what the app shows (default: Authelia)
      --secret BASE32                this secret instead of a new one
      --secret-size BYTES            20 to 512 (default: 32)
  -p, --path FILE                    write the QR code there, as a PNG picture
`,
  flags: {
    force: { type: 'boolean', short: 'f' },
    algorithm: { type: 'string', default: 'SHA1' },
    digits: { type: 'string', default: '6' },
    period: { type: 'string', default: '30' },
    issuer: { type: 'string', default: 'Authelia' },
    secret: { type: 'string' },
    'secret-size': { type: 'string', default: '32' },
    path: { type: 'string', short: 'p' },
  },
  async run(context) {
    const { flags, io } = context;
    const configuration = readConfiguration(context);
    const { username } = configuration;
    const configurations = await openTotpConfigurations(context);
    if (flags.force !== true && (await configurations.has(username))) {
      throw new CommandError('failure', `${username} has one-time passwords: --force replaces them.`);
    }
    const url = totpUrl(configuration);
    const picture =
      typeof flags.path === 'string'
        ? writeSecretFile(io, flags.path, modulesPng(qrModules(url), pixelsPerModule))
        : undefined;
    await configurations.save(configuration);
    io.stdout(`${username} has new one-time passwords: ${url}\n`);
    if (picture !== undefined) io.stdout(`Their QR code is in ${picture}\n`);
    return exitCodes.success;
  },
});

const flagsSchema = z.object({
  algorithm: z.enum(['SHA1', 'SHA256', 'SHA512']),
  digits: z.coerce.number().pipe(z.literal([6, 8])),
  period: z.coerce.number().int().min(15).max(86_400),
  issuer: z.string().min(1).max(255),
  secret: z
    .string()
    .regex(/^[A-Za-z2-7]{16,}$/)
    .optional(),
  'secret-size': z.coerce.number().int().min(20).max(512),
});

function readConfiguration(context: StorageCommandContext): TotpConfiguration {
  const username = readUsername(context);
  const parsed = flagsSchema.safeParse(context.flags);
  if (!parsed.success) {
    const [path = 'flag'] = parsed.error.issues.map((issue) => issue.path.join('.'));
    throw new CommandError('usage', `--${path} has a value that cannot be.`);
  }
  const { secret, 'secret-size': size, ...rest } = parsed.data;
  return {
    ...rest,
    username,
    createdAtMs: systemClock.now(),
    lastUsedAtMs: undefined,
    secret: secret === undefined ? systemRandom.bytes(size) : Buffer.from(Secret.fromBase32(secret).bytes),
  };
}
