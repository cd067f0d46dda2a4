/** The letters after a backslash in Go's quoted text. */
const letters: Readonly<Record<string, string>> = {
  a: '\u0007',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  '\\': '\\',
};

const escapes =
  /\\(?:([abfnrtv\\"'])|x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{3})|(.|$))/gsu;

/** Replaces the escapes of a Go text that stands in those quotes; undefined where one is not known. */
export function readGoEscapes(text: string, quote: string): string | undefined {
  let isValid = true;
  const result = text.replaceAll(escapes, (_whole, letter, x, u, U, octal) => {
    if (typeof letter === 'string' && (letters[letter] !== undefined || letter === quote)) {
      return letters[letter] ?? letter;
    }
    const hexadecimal = x ?? u ?? U;
    const code =
      hexadecimal === undefined ? Number.parseInt(octal ?? '', 8) : Number.parseInt(hexadecimal, 16);
    const isCharacter = code <= 0x10ffff && !(code >= 0xd800 && code <= 0xdfff);
    if (isCharacter) return String.fromCodePoint(code);
    isValid = false;
    return '';
  });
  return isValid ? result : undefined;
}

/** Puts a text in double quotes as Go's `%q` does. */
export function quoteLikeGo(text: string): string {
  const inner = text.replaceAll(/["\\]|\p{C}|(?! )\p{Z}/gu, (character) => {
    if (character === '"') return '\\"';
    const letter = Object.entries(letters).find(([, meant]) => meant === character)?.[0];
    if (letter !== undefined) return `\\${letter}`;
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x80) return `\\x${code.toString(16).padStart(2, '0')}`;
    return code > 0xffff
      ? `\\U${code.toString(16).padStart(8, '0')}`
      : `\\u${code.toString(16).padStart(4, '0')}`;
  });
  return `"${inner}"`;
}
