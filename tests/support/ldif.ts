/** The attributes of an entry: text, several texts, or bytes. */
export type LdifAttributes = Readonly<Record<string, string | readonly string[] | Uint8Array>>;

/** One entry as LDIF, every value in base64: nothing in a value can be mistaken for something else. */
export function ldifEntry(dn: string, attributes: LdifAttributes): string {
  return ldifRecord(
    dn,
    Object.entries(attributes).flatMap(([name, values]) => linesOf(name, values)),
  );
}

/** An entry to be added to a running directory. */
export function ldifAdd(dn: string, attributes: LdifAttributes): string {
  const lines = Object.entries(attributes).flatMap(([name, values]) => linesOf(name, values));
  return ldifRecord(dn, ['changetype: add', ...lines]);
}

/** A change that gives attributes these values alone; an empty list takes the attribute away. */
export function ldifReplace(dn: string, attributes: LdifAttributes): string {
  const lines = Object.entries(attributes).flatMap(([name, values]) => [
    `replace: ${name}`,
    ...linesOf(name, values),
    '-',
  ]);
  return ldifRecord(dn, ['changetype: modify', ...lines]);
}

/** A change that takes these values away. */
export function ldifDelete(dn: string, attributes: LdifAttributes): string {
  const lines = Object.entries(attributes).flatMap(([name, values]) => [
    `delete: ${name}`,
    ...linesOf(name, values),
    '-',
  ]);
  return ldifRecord(dn, ['changetype: modify', ...lines]);
}

function ldifRecord(dn: string, lines: readonly string[]): string {
  return `${[...linesOf('dn', dn), ...lines].join('\n')}\n\n`;
}

function linesOf(name: string, values: string | readonly string[] | Uint8Array): readonly string[] {
  const list = typeof values === 'string' || values instanceof Uint8Array ? [values] : values;
  return list.map((value) => `${name}:: ${Buffer.from(value).toString('base64')}`);
}
