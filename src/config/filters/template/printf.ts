import { quoteLikeGo } from './go-escapes.ts';
import type { TemplateValue } from './value.ts';
import { formatFloat, formatValue, typeName } from './value.ts';

const verb = /%([-+# 0]*)(\*|\d+)?(?:\.(\*|\d*))?(.|$)/gsu;
/** No column of a configuration is wider. */
const maxWidth = 10_000;

interface Directive {
  readonly flags: string;
  readonly width: number | undefined;
  readonly precision: number | undefined;
  readonly verb: string;
}

/** Go's Sprintf for the values that templates know; a verb that does not fit its value shows so in the text, as in Go. */
export function formatLikeGo(format: string, values: readonly TemplateValue[]): string {
  let used = 0;
  const number = (text: string | undefined): number | undefined => {
    const value = text === '*' ? values[used++] : text === undefined ? undefined : Number(text);
    return typeof value === 'number' ? Math.min(value, maxWidth) : undefined;
  };
  const result = format.replaceAll(verb, (_whole, flags: string, width, precision, letter: string) => {
    if (letter === '%') return '%';
    if (letter === '') return '%!(NOVERB)';
    const directive = { flags, width: number(width), precision: number(precision), verb: letter };
    if (used >= values.length) return `%!${letter}(MISSING)`;
    const value = values[used++] ?? null;
    return pad(formatVerb(directive, value), directive, value);
  });
  if (used >= values.length) return result;
  const extra = values.slice(used).map((value) => `${typeName(value)}=${formatValue(value)}`);
  return `${result}%!(EXTRA ${extra.join(', ')})`;
}

function formatVerb(directive: Directive, value: TemplateValue): string {
  const { verb: letter } = directive;
  if (letter === 'v') return formatValue(value);
  if (letter === 'T') return value === null ? '<nil>' : typeName(value);
  if (letter === 't' && typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return formatInteger(directive, value) ?? mismatch(letter, value);
  if (typeof value === 'object' && value?.kind === 'float') {
    return formatDecimal(directive, value.value) ?? mismatch(letter, value);
  }
  if (typeof value === 'string') return formatText(directive, value) ?? mismatch(letter, value);
  if (typeof value === 'object' && value?.kind === 'list' && 'sqxX'.includes(letter)) {
    return `[${value.items.map((item) => formatVerb(directive, item)).join(' ')}]`;
  }
  return mismatch(letter, value);
}

function mismatch(letter: string, value: TemplateValue): string {
  return value === null ? `%!${letter}(<nil>)` : `%!${letter}(${typeName(value)}=${formatValue(value)})`;
}

const radixes: Readonly<Record<string, number>> = { d: 10, b: 2, o: 8, O: 8, x: 16, X: 16 };
const prefixes: Readonly<Record<string, string>> = { b: '0b', o: '0', x: '0x', X: '0X' };

function formatInteger({ flags, precision, verb: letter }: Directive, value: number): string | undefined {
  if (letter === 'c') return String.fromCodePoint(Math.max(0, Math.min(value, 0x10ffff)));
  if (letter === 'q') return `'${String.fromCodePoint(Math.max(0, Math.min(value, 0x10ffff)))}'`;
  if (letter === 'U') return `U+${value.toString(16).toUpperCase().padStart(4, '0')}`;
  const radix = radixes[letter];
  if (radix === undefined) return undefined;
  const digits = Math.abs(value)
    .toString(radix)
    .padStart(precision ?? 0, '0');
  const prefix = letter === 'O' ? '0o' : flags.includes('#') ? (prefixes[letter] ?? '') : '';
  return `${sign(value, flags)}${prefix}${letter === 'X' ? digits.toUpperCase() : digits}`;
}

function formatDecimal({ flags, precision, verb: letter }: Directive, value: number): string | undefined {
  const size = Math.abs(value);
  const digits = Math.min(precision ?? 6, 100);
  const text = {
    f: () => size.toFixed(digits),
    F: () => size.toFixed(digits),
    e: () => twoDigitExponent(size.toExponential(digits)),
    E: () => twoDigitExponent(size.toExponential(digits)).toUpperCase(),
    g: () =>
      precision === undefined ? formatFloat(size) : String(Number(size.toPrecision(Math.max(1, digits)))),
  }[letter];
  return text === undefined ? undefined : `${sign(value, flags)}${text()}`;
}

function twoDigitExponent(text: string): string {
  return text.replace(/e([+-])(\d)$/, 'e$10$2');
}

function sign(value: number, flags: string): string {
  if (value < 0) return '-';
  if (flags.includes('+')) return '+';
  return flags.includes(' ') ? ' ' : '';
}

function formatText({ precision, verb: letter }: Directive, value: string): string | undefined {
  const text = precision === undefined ? value : Array.from(value).slice(0, precision).join('');
  if (letter === 's') return text;
  if (letter === 'q') return quoteLikeGo(text);
  const hexadecimal = Buffer.from(text).toString('hex');
  if (letter === 'x') return hexadecimal;
  return letter === 'X' ? hexadecimal.toUpperCase() : undefined;
}

function pad(text: string, { flags, width }: Directive, value: TemplateValue): string {
  const missing = (width ?? 0) - Array.from(text).length;
  if (missing <= 0) return text;
  if (flags.includes('-')) return text + ' '.repeat(missing);
  const isNumber = typeof value === 'number' || (typeof value === 'object' && value?.kind === 'float');
  if (!flags.includes('0') || !isNumber) return ' '.repeat(missing) + text;
  const [before = ''] = /^[+\- ]?(?:0[xXbo])?/.exec(text) ?? [];
  return before + '0'.repeat(missing) + text.slice(before.length);
}
