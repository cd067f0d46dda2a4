import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { allSections } from '../../../src/config/all-sections.ts';
import { configurationSchema } from '../../../src/config/json-schema.ts';

test('docs/configuration.schema.json is up to date (else: vitest run tests/golden -u)', async () => {
  const published = fileURLToPath(new URL('../../../docs/configuration.schema.json', import.meta.url));
  const schema = configurationSchema(allSections.table);
  await expect(`${JSON.stringify(schema, null, 2)}\n`).toMatchFileSnapshot(published);
});
