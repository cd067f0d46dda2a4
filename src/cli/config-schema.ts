import { allSections } from '../config/all-sections.ts';
import { configurationSchema } from '../config/json-schema.ts';
import type { CliIo } from './io.ts';
import { exitCodes } from './io.ts';

/** `gatehouse config schema`: prints the JSON Schema of the configuration file, for editors. */
export async function configSchema(_args: readonly string[], io: CliIo): Promise<number> {
  io.stdout(`${JSON.stringify(configurationSchema(allSections.table), null, 2)}\n`);
  return exitCodes.success;
}
