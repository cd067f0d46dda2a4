import { z } from 'zod';
import type { Section, SectionTable } from './section.ts';

/** The JSON Schema of what an operator may write for one top-level key. What no JSON Schema can say is left open. */
function toJsonSchema(section: Section<unknown>): Record<string, unknown> {
  const { $schema: _, ...schema } = z.toJSONSchema(section.schema, { io: 'input', unrepresentable: 'any' });
  return schema;
}

/** The JSON Schema of the whole configuration file, for editors (draft 2020-12). */
export function configurationSchema(sections: SectionTable): Record<string, unknown> {
  const properties = Object.entries(sections).map(([key, section]) => [key, toJsonSchema(section)]);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Gatehouse configuration',
    description:
      'The configuration file of Gatehouse, in the form of Authelia. Old names of keys are read as well, with a warning.',
    type: 'object',
    properties: Object.fromEntries(properties),
    additionalProperties: false,
  };
}
