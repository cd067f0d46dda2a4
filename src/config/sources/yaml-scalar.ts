/** What a plain (unquoted) scalar of those spellings means, as Authelia's reader has it. */
const words: Readonly<Record<string, boolean | null>> = {
  '': null,
  '~': null,
  null: null,
  Null: null,
  NULL: null,
  true: true,
  True: true,
  TRUE: true,
  false: false,
  False: false,
  FALSE: false,
};

const integer = /^[-+]?(?:0b[01_]+|0o?[0-7_]+|0x[0-9a-fA-F_]+|0|[1-9][0-9_]*)$/;
const decimal = /^[-+]?(?:\.[0-9]+|[0-9][0-9_]*(?:\.[0-9_]*)?)(?:[eE][-+]?[0-9]+)?$/;

/**
 * Reads a plain YAML scalar the way Go's yaml.v3 does for a value of unknown type, which is how Authelia reads its files:
 * `true` and `false` are truth values, while `yes`, `no`, `on` and `off` stay text until a key wants a truth value; integers may be
 * octal (`0640`, `0o640`), hexadecimal or binary and hold underscores; dates stay text. Integers too large to be exact stay text.
 */
export function readPlainScalar(text: string): string | number | boolean | null {
  if (Object.hasOwn(words, text)) return words[text] ?? null;
  if (integer.test(text)) return readInteger(text);
  if (decimal.test(text)) return Number(text.replaceAll('_', ''));
  return text;
}

function readInteger(text: string): string | number {
  const isNegative = text.startsWith('-');
  const digits = text.replace(/^[-+]/, '').replaceAll('_', '');
  const value = Number(/^0[0-7]/.test(digits) ? `0o${digits.slice(1)}` : digits);
  if (!Number.isSafeInteger(value)) return text;
  return isNegative && value !== 0 ? -value : value;
}
