import type { Command } from '../commands.ts';
import { exitCodes } from '../io.ts';
import { storageCommand } from './storage-command.ts';

/** The names of the sealed secrets in the table `encryption` (behaviour.md §7.2), and what is worth nothing without the old one. */
const secrets = {
  otc: { name: 'hmac_key_otc', lost: 'Codes that were mailed and not used yet are worth nothing now.' },
  otp: { name: 'hmac_key_otp', lost: 'The history of one-time passwords begins anew.' },
} as const;

/** `gatehouse storage encryption rotate hmac otc|otp` (behaviour.md §7.4): the old secret goes, the next start makes another. */
export function rotateHmac(which: keyof typeof secrets): Command {
  const { name, lost } = secrets[which];
  return storageCommand({
    help: `Make a new secret for the digests of ${which === 'otc' ? 'mailed codes' : 'one-time passwords'}. Stop Gatehouse first: one that runs goes on with the old one.

Usage:
  gatehouse storage encryption rotate hmac ${which} [flags]
`,
    async run({ database, io }) {
      await database.kysely.deleteFrom('encryption').where('name', '=', name).execute();
      io.stdout(`The next start makes a new secret. ${lost}\n`);
      return exitCodes.success;
    },
  });
}
