import type { Entry } from 'ldapts';

/** An entry as a directory gives it. */
export interface LdapEntry {
  readonly dn: string;
  /** The values of an attribute, in any spelling of its name, that are text; none where it is absent. */
  texts(attribute: string): readonly string[];
}

/** Reads an entry. Values that are no UTF-8 are left out: nothing of ours is made of bytes. Options (`;lang-en`) do not count. */
export function readEntry(raw: Entry): LdapEntry {
  const texts = new Map<string, string[]>();
  for (const [description, values] of Object.entries(raw)) {
    if (description === 'dn') continue;
    const name = baseName(description);
    const found = [values].flat().filter((value) => typeof value === 'string');
    texts.set(name, [...(texts.get(name) ?? []), ...found]);
  }
  return { dn: raw.dn, texts: (attribute) => texts.get(baseName(attribute)) ?? [] };
}

function baseName(description: string): string {
  return (description.split(';', 1)[0] ?? '').toLowerCase();
}
