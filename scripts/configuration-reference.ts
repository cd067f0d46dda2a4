import { z } from 'zod';
import { sections } from '../src/config/sections.ts';

interface Key {
  readonly path: string;
  readonly about: string;
  readonly type: string;
  readonly fallback: string;
}

type Schema = Readonly<Record<string, unknown>>;

const head = `# Configuration reference

Every key that Gatehouse reads, made from the code by \`node scripts/write-configuration-docs.ts\`: change the schema, not this page.

Keys are spelled as in Authelia. In a path, \`[]\` is an entry of a list and \`<name>\` a name that you choose. A key can be given by the
environment, too: \`session.name\` is \`AUTHELIA_SESSION_NAME\`; keys below lists and names cannot. Old names of keys are read with a warning
that says the new one.

- **Durations** are a number with a unit (\`30s\`, \`5m\`, \`1h\`, \`7d\`, \`2w\`, \`1M\` = 30 days, \`1y\` = 365 days), several such
  (\`1h30m\`), or a plain number of seconds.
- **Addresses** are \`scheme://host:port/path\`, \`:port\`, \`unix:///path\` or \`fd://3\`.
- **Networks** are addresses or CIDR networks: \`192.168.1.10\`, \`10.0.0.0/8\`, \`fd00::/8\`.
- **Regular expressions** are RE2: no look-around, no back references.
- A **list** of one may be written without a list.
`;

/** The reference of all keys in Markdown, made from the schemas. */
export function configurationReference(): string {
  const parts = Object.entries(sections).map(([name, section]) => {
    const schema: unknown = z.toJSONSchema(section.schema, { io: 'input', unrepresentable: 'any' });
    const keys = isSchema(schema) ? [...keysOf(schema, name)] : [];
    const about = isSchema(schema) && isSchema(schema.properties) ? `\n${text(schema.description)}\n` : '';
    return `## ${name}\n${about}\n${table(keys)}\n`;
  });
  return `${head}\n${parts.join('\n')}`;
}

function table(keys: readonly Key[]): string {
  const rows = keys.map(
    ({ path, about, type, fallback }) => `| \`${path}\` | ${about} | ${type} | ${fallback} |`,
  );
  return ['| Key | What it is | Written as | Default |', '|---|---|---|---|', ...rows].join('\n');
}

function* keysOf(schema: Schema, path: string): Generator<Key> {
  const { properties, items, additionalProperties } = schema;
  if (isSchema(properties)) {
    for (const [name, inner] of Object.entries(properties)) {
      if (isSchema(inner)) yield* keysOf(inner, `${path}.${name}`);
    }
  } else if (isSchema(additionalProperties)) {
    yield* keysOf(additionalProperties, `${path}.<name>`);
  } else if (isSchema(items) && isSchema(items.properties)) {
    yield* keysOf(items, `${path}[]`);
  } else {
    yield {
      path,
      about: cell(text(schema.description)),
      type: cell(typeOf(schema)),
      fallback: fallbackOf(schema),
    };
  }
}

function typeOf({ enum: words, items, title }: Schema): string {
  if (Array.isArray(words)) return words.map((word) => `\`${String(word)}\``).join(', ');
  if (typeof title === 'string') return title;
  return isSchema(items) ? `list: ${typeOf(items)}` : 'text';
}

function fallbackOf({ default: value }: Schema): string {
  if (value === undefined) return '';
  return cell(`\`${typeof value === 'string' ? value : JSON.stringify(value)}\``);
}

function cell(value: string): string {
  return value.replaceAll('|', '\\|').replaceAll('<', '&lt;');
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function isSchema(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
