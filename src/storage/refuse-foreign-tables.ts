import { AppError } from '../lib/app-error.ts';
import type { Database } from './database.ts';

/** The tables that keep account of the schema: Authelia's, and ours. */
const [theirs, ours] = ['migrations', 'gatehouse_migration'];

/**
 * Throws `AppError` `storage-unavailable` where the place is taken by Authelia's own database, which has tables of the same names, sealed in
 * another way: it is left as it is.
 */
export async function refuseForeignTables(database: Database): Promise<void> {
  if (!(await holdsForeignTables(database))) return;
  throw new AppError('storage-unavailable', 'The storage holds the database of Authelia.', {
    detail: `it is left as it is: ${placeOfOurOwn}`,
  });
}

/** What the operator writes so that both programs have a place. */
export const placeOfOurOwn =
  'write a schema of its own for Gatehouse in storage.postgres.schema, or a database of its own in storage.mysql.database';

/** Whether Authelia keeps its data there, and we do not. */
export async function holdsForeignTables({ kysely, schema }: Database): Promise<boolean> {
  const tables = await kysely.introspection.getTables({ withInternalKyselyTables: true });
  const own = tables.filter((table) => schema === undefined || table.schema === schema);
  const has = (name: string | undefined) => own.some((table) => table.name === name);
  return has(theirs) && !has(ours);
}
