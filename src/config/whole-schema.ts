import { readFile } from 'node:fs/promises';
import { allSections } from './all-sections.ts';
import { configurationSchema } from './json-schema.ts';

/** Where the build puts the JSON Schema of the whole configuration: beside the program. */
export const builtSchemaName = 'configuration.schema.json';

/** The JSON Schema of the whole configuration. The built program brings it along: making it takes a tenth of a start. */
export async function wholeSchema(): Promise<unknown> {
  if (!import.meta.url.endsWith('.js')) return configurationSchema(allSections.table);
  return JSON.parse(await readFile(new URL(builtSchemaName, import.meta.url), 'utf8'));
}
