import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { systemRandom } from '../../../lib/random.ts';
import { randomUuid } from '../../../lib/uuid.ts';
import type { Database } from '../../../storage/database.ts';
import { CommandError } from '../../command-error.ts';
import type { CliIo } from '../../io.ts';
import { exitCodes } from '../../io.ts';
import { type StorageCommandContext, storageCommand } from '../storage-command.ts';
import { writeSecretFile } from '../totp/write-secret-file.ts';
import {
  type OpaqueIdentifier,
  opaqueIdentifier,
  readIdentifiers,
  writeIdentifiers,
} from './identifiers-document.ts';

const usage = (what: string, line: string, flags = '') =>
  `${what}\n\nUsage:\n  gatehouse storage user identifiers ${line} [flags]\n${flags === '' ? '' : `\nFlags:\n${flags}`}`;

const service = { type: 'string', default: 'openid' } as const;

/** `gatehouse storage user identifiers …` (behaviour.md §7.4), by the last word. */
export const identifiersCommand = {
  add: storageCommand({
    help: usage(
      'Give a user the identifier by which OpenID Connect clients know them, such as one that they had elsewhere.',
      'add <username>',
      `      --identifier UUID              the identifier (default: a random one)
      --sector SECTOR                the sector of clients that it is for (default: the one of all without their own)
      --service SERVICE              openid, the only one there is
`,
    ),
    flags: { identifier: { type: 'string' }, sector: { type: 'string', default: '' }, service },
    run: add,
  }),
  generate: storageCommand({
    help: usage(
      'Make identifiers for users that have none.',
      'generate --users USER,…',
      `      --users USER,…                 the users
      --sectors SECTOR,…             the sectors (default: the one of all clients without their own)
`,
    ),
    flags: { users: { type: 'string', default: '' }, sectors: { type: 'string', default: '' } },
    run: generate,
  }),
  export: storageCommand({
    help: usage(
      'Write everybody’s identifiers to a YAML file, for "import".',
      'export',
      '  -f, --file FILE                    (default: authelia.export.opaque-identifiers.yml)\n',
    ),
    flags: { file: { type: 'string', short: 'f', default: 'authelia.export.opaque-identifiers.yml' } },
    run: exportAll,
  }),
  import: storageCommand({
    help: usage(
      'Read identifiers from a YAML file that "export", here or of Authelia, has written. All of them are kept, or none.',
      'import <file>',
    ),
    run: importAll,
  }),
} as const;

async function add({ database, words, flags, io }: StorageCommandContext): Promise<number> {
  const [username, ...more] = words;
  if (username === undefined || more.length > 0)
    throw new CommandError('usage', 'Exactly one user is needed.');
  const read = opaqueIdentifier.safeParse({
    service: flags.service,
    sector_id: flags.sector,
    username,
    identifier: flags.identifier ?? randomUuid(systemRandom),
  });
  if (!read.success)
    throw new CommandError('usage', 'The service must be openid, and the identifier a UUID.');
  await keepAll(database, [read.data]);
  io.stdout(`${username} has the identifier ${read.data.identifier}.\n`);
  return exitCodes.success;
}

async function generate({ database, flags, io }: StorageCommandContext): Promise<number> {
  const users = listOf(flags.users).filter((user) => user !== '');
  if (users.length === 0)
    throw new CommandError('usage', 'Say with --users whose identifiers are to be made.');
  const known = new Set((await readAll(database)).map(nameOf));
  const wanted = users
    .flatMap((username) => listOf(flags.sectors).map((sector_id) => ({ username, sector_id })))
    .map((one) => ({ ...one, service: 'openid' as const, identifier: randomUuid(systemRandom) }));
  const missing = wanted.filter((one) => !known.has(nameOf(one)));
  await keepAll(database, missing);
  io.stdout(
    `${missing.length} identifiers were made, ${wanted.length - missing.length} were there already.\n`,
  );
  return exitCodes.success;
}

async function exportAll({ database, flags, io }: StorageCommandContext): Promise<number> {
  const all = await readAll(database);
  if (all.length === 0) throw new CommandError('failure', 'Nobody has an identifier.');
  const file = writeSecretFile(io, String(flags.file), writeIdentifiers(all));
  io.stdout(`${all.length} identifiers are in ${file}\n`);
  return exitCodes.success;
}

async function importAll({ database, words, io }: StorageCommandContext): Promise<number> {
  const [file, ...more] = words;
  if (file === undefined || more.length > 0) throw new CommandError('usage', 'Exactly one file is needed.');
  const found = readIdentifiers(readText(io, file));
  if (found === undefined) {
    throw new CommandError('failure', `${file} does not hold identifiers as they are exported.`);
  }
  await keepAll(database, found);
  io.stdout(`${found.length} identifiers were read.\n`);
  return exitCodes.success;
}

/** Keeps all of them or none: an identifier, or a user's place in a sector, that is taken is an error. */
async function keepAll({ kysely }: Database, identifiers: readonly OpaqueIdentifier[]): Promise<void> {
  await kysely.transaction().execute(async (transaction) => {
    for (const one of identifiers) {
      const { numInsertedOrUpdatedRows } = await transaction
        .insertInto('user_opaque_identifier')
        .values(one)
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst();
      if (numInsertedOrUpdatedRows !== 1n) {
        const told = `${one.username} has an identifier for that sector already, or ${one.identifier} is somebody’s; nothing was changed.`;
        throw new CommandError('failure', told);
      }
    }
  });
}

async function readAll({ kysely }: Database): Promise<readonly OpaqueIdentifier[]> {
  const rows = await kysely
    .selectFrom('user_opaque_identifier')
    .select(['service', 'sector_id', 'username', 'identifier'])
    .orderBy('username')
    .orderBy('sector_id')
    .execute();
  return rows.map((row) => opaqueIdentifier.parse(row));
}

function nameOf({ username, sector_id }: Pick<OpaqueIdentifier, 'username' | 'sector_id'>): string {
  return JSON.stringify([username, sector_id]);
}

function listOf(flag: string | boolean | undefined): readonly string[] {
  return String(flag ?? '')
    .split(',')
    .map((one) => one.trim());
}

function readText(io: CliIo, file: string): string {
  try {
    return readFileSync(resolve(io.workingDirectory, file), 'utf8');
  } catch {
    throw new CommandError('failure', `${file} cannot be read.`);
  }
}
