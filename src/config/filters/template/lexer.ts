import { readGoEscapes } from './go-escapes.ts';
import { TemplateError } from './template-error.ts';
import type { Token, TokenKind } from './token.ts';
import { keywords } from './token.ts';

const spaces = ' \t\r\n';

/** Cuts a template into tokens (Go's text/template): text, and what stands between `{{` and `}}`. Comments and trimmed space are gone. Throws `TemplateError`. */
export function tokenize(template: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  let trimsNext = false;
  for (;;) {
    const open = template.indexOf('{{', at);
    const end = open < 0 ? template.length : open;
    const trimsThis = open >= 0 && isTrimMark(template, open + 2);
    pushText(tokens, template, {
      from: trimsNext ? skipSpaces(template, at) : at,
      to: end,
      trimsEnd: trimsThis,
    });
    if (open < 0) break;
    const inner = open + 2 + (trimsThis ? 2 : 0);
    const action = readComment(template, inner, open) ?? readAction(template, inner, open, tokens);
    ({ at, trimsNext } = action);
  }
  tokens.push({ kind: 'end', text: '', offset: template.length, isApart: true });
  return tokens;
}

/** Where the template goes on after an action, and whether the space there is left out. */
interface AfterAction {
  readonly at: number;
  readonly trimsNext: boolean;
}

/** Whether `- ` (a hyphen and white space) stands there. */
function isTrimMark(template: string, at: number): boolean {
  return template[at] === '-' && isSpace(template[at + 1]);
}

function pushText(
  tokens: Token[],
  template: string,
  { from, to, trimsEnd }: { from: number; to: number; trimsEnd: boolean },
): void {
  const text = template.slice(from, Math.max(from, to));
  const kept = trimsEnd ? text.replace(/[ \t\r\n]+$/, '') : text;
  if (kept !== '') tokens.push({ kind: 'text', text: kept, offset: from, isApart: false });
}

function readComment(template: string, from: number, open: number): AfterAction | undefined {
  const at = skipSpaces(template, from);
  if (!template.startsWith('/*', at)) return undefined;
  const end = template.indexOf('*/', at + 2);
  if (end < 0) throw new TemplateError(open, 'This comment is not closed: `*/}}` is missing.');
  const close = skipSpaces(template, end + 2);
  const trimsNext = close > end + 2 && template.startsWith('-}}', close);
  if (!trimsNext && !template.startsWith('}}', close)) {
    throw new TemplateError(open, 'A comment must fill the whole of `{{…}}`.');
  }
  return { at: close + (trimsNext ? 3 : 2), trimsNext };
}

function readAction(template: string, from: number, open: number, tokens: Token[]): AfterAction {
  tokens.push({ kind: 'open', text: '{{', offset: open, isApart: true });
  let at = from;
  for (;;) {
    const start = skipSpaces(template, at);
    const isApart = start > at || at === from;
    const trimsNext = isApart && template.startsWith('-}}', start);
    if (trimsNext || template.startsWith('}}', start)) {
      tokens.push({ kind: 'close', text: '}}', offset: start, isApart });
      return { at: start + (trimsNext ? 3 : 2), trimsNext };
    }
    if (start >= template.length) throw new TemplateError(open, 'This `{{` is not closed: `}}` is missing.');
    const token = readToken(template, start);
    tokens.push({ ...token, offset: start, isApart });
    at = start + token.length;
  }
}

interface Lexeme {
  readonly kind: TokenKind;
  readonly text: string;
  /** How much of the template it takes. */
  readonly length: number;
}

const patterns: readonly { readonly kind: TokenKind; readonly pattern: RegExp }[] = [
  { kind: 'mark', pattern: /:=|[|,()=]/y },
  { kind: 'variable', pattern: /\$[\p{L}\p{Nd}_]*/uy },
  { kind: 'field', pattern: /\.[\p{L}_][\p{L}\p{Nd}_]*/uy },
  { kind: 'integer', pattern: /[+-]?(?:0[xX][\da-fA-F_]+|0[bB][01_]+|0[oO][0-7_]+|\d[\d_]*)(?![\d.eEpPi])/y },
  { kind: 'decimal', pattern: /[+-]?(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d+)?/y },
  { kind: 'dot', pattern: /\./y },
  { kind: 'identifier', pattern: /[\p{L}_][\p{L}\p{Nd}_]*/uy },
];

function readToken(template: string, start: number): Lexeme {
  const character = template[start];
  if (character === '"' || character === "'") return readQuoted(template, start, character);
  if (character === '`') return readRaw(template, start);
  for (const { kind, pattern } of patterns) {
    pattern.lastIndex = start;
    const text = pattern.exec(template)?.[0];
    if (text !== undefined) return name(kind, text);
  }
  throw new TemplateError(start, 'A character stands here that means nothing inside `{{…}}`.');
}

function name(kind: TokenKind, text: string): Lexeme {
  const { length } = text;
  if (kind === 'field') return { kind, text: text.slice(1), length };
  if (kind !== 'identifier') return { kind, text, length };
  if (keywords.includes(text)) return { kind: 'keyword', text, length };
  if (text === 'true' || text === 'false') return { kind: 'boolean', text, length };
  return { kind: text === 'nil' ? 'nil' : kind, text, length };
}

function readQuoted(template: string, start: number, quote: string): Lexeme {
  let end = start + 1;
  while (end < template.length && template[end] !== quote && template[end] !== '\n') {
    end += template[end] === '\\' ? 2 : 1;
  }
  if (template[end] !== quote)
    throw new TemplateError(start, `This text is not closed: ${quote} is missing.`);
  const text = readGoEscapes(template.slice(start + 1, end), quote);
  if (text === undefined) throw new TemplateError(start, 'An escape after `\\` in this text is not known.');
  const length = end + 1 - start;
  if (quote === '"') return { kind: 'string', text, length };
  const [character, ...more] = text;
  if (character === undefined || more.length > 0) {
    throw new TemplateError(
      start,
      "Single quotes hold one character ('a'); put text in double quotes or `…`.",
    );
  }
  return { kind: 'integer', text: String(character.codePointAt(0)), length };
}

function readRaw(template: string, start: number): Lexeme {
  const end = template.indexOf('`', start + 1);
  if (end < 0) throw new TemplateError(start, 'This text is not closed: ` is missing.');
  return { kind: 'string', text: template.slice(start + 1, end), length: end + 1 - start };
}

function skipSpaces(template: string, from: number): number {
  let at = from;
  while (isSpace(template[at])) at += 1;
  return at;
}

function isSpace(character: string | undefined): boolean {
  return character !== undefined && spaces.includes(character);
}
