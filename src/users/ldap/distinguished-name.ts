/** One attribute of a relative distinguished name: its type as written, its value with the escapes undone. */
export interface NamePart {
  readonly type: string;
  readonly value: string;
}

/** The relative distinguished names of a DN, the entry's own first; most have one part. */
export type DistinguishedName = readonly (readonly NamePart[])[];

const hexPair = /^[\da-f]{2}/i;

/** Reads a DN (RFC 4514 §3); undefined where it is none. The empty text is the empty DN. */
export function parseDistinguishedName(text: string): DistinguishedName | undefined {
  if (text.trim() === '') return [];
  const names: NamePart[][] = [[]];
  for (const { written, separator } of splitUnescaped(text)) {
    const part = parsePart(written);
    if (part === undefined) return undefined;
    names.at(-1)?.push(part);
    if (separator === ',' || separator === ';') names.push([]);
  }
  return names;
}

/** A form in which two spellings of one DN are the same text: case, spaces around, order of parts and escapes do not count. */
export function comparableDistinguishedName(text: string): string | undefined {
  return parseDistinguishedName(text)?.map(comparableRelativeName).join(',');
}

/** The same for one relative distinguished name. */
export function comparableRelativeName(name: readonly NamePart[]): string {
  return name
    .map(({ type, value }) => {
      const plain = value.trim().replaceAll(/\s+/g, ' ').toLowerCase();
      return `${type.toLowerCase()}=${escapeNameValue(plain)}`;
    })
    .sort()
    .join('+');
}

/** Writes a value so that it can stand in a DN and adds nothing to it (RFC 4514 §2.4). */
export function escapeNameValue(value: string): string {
  return value
    .toWellFormed()
    .replaceAll(/["+,;<>=\\]|^[ #]| $/g, (character) => `\\${character}`)
    .replaceAll('\0', '\\00');
}

interface Piece {
  readonly written: string;
  readonly separator: string | undefined;
}

function* splitUnescaped(text: string): Generator<Piece> {
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === '\\') at++;
    else if (',;+'.includes(character)) {
      yield { written: text.slice(start, at), separator: character };
      start = at + 1;
    }
  }
  yield { written: text.slice(start), separator: undefined };
}

function parsePart(written: string): NamePart | undefined {
  const [, type, raw] = /^ *([a-z][a-z\d-]*|\d+(?:\.\d+)*) *=(.*)$/is.exec(written) ?? [];
  if (type === undefined || raw === undefined) return undefined;
  const value = unescapeValue(withoutOuterSpaces(raw));
  return value === undefined ? undefined : { type, value };
}

/** Spaces around do not count, but for one that is escaped; any other white space is part of the value (RFC 4514 §2.4). */
function withoutOuterSpaces(raw: string): string {
  const trimmed = raw.replace(/^ +/, '');
  const end = trimmed.replace(/ +$/, '');
  const isEscaped = /(?:^|[^\\])(?:\\\\)*\\$/.test(end) && end.length < trimmed.length;
  return isEscaped ? `${end} ` : end;
}

/** Escaped bytes (`\c3\a9`) are put together as UTF-8. */
function unescapeValue(raw: string): string | undefined {
  const bytes: Buffer[] = [];
  for (let at = 0; at < raw.length; ) {
    const rest = raw.slice(at);
    if (!rest.startsWith('\\')) {
      const plain = /^[^\\]+/.exec(rest)?.[0] ?? '';
      bytes.push(Buffer.from(plain));
      at += plain.length;
    } else if (hexPair.test(rest.slice(1))) {
      bytes.push(Buffer.from(rest.slice(1, 3), 'hex'));
      at += 3;
    } else {
      if (rest.length < 2) return undefined;
      bytes.push(Buffer.from(rest.charAt(1)));
      at += 2;
    }
  }
  return Buffer.concat(bytes).toString('utf8');
}
