/** What the lexer finds in a template. */
export type TokenKind =
  | 'text'
  /** `{{` and `}}`. */
  | 'open'
  | 'close'
  | 'keyword'
  | 'identifier'
  /** `.Name`; the text is the name. */
  | 'field'
  /** `$name` or `$`; the text includes the dollar sign. */
  | 'variable'
  | 'dot'
  | 'string'
  | 'integer'
  | 'decimal'
  | 'boolean'
  | 'nil'
  /** `|`, `,`, `(`, `)`, `=` and `:=`. */
  | 'mark'
  | 'end';

/** One piece of a template. */
export interface Token {
  readonly kind: TokenKind;
  /** As it stands in the template; of quoted text and of names what they stand for. */
  readonly text: string;
  /** Where it begins in the template's text. */
  readonly offset: number;
  /** Whether white space stands before it: `.a.b` is one thing, `.a .b` are two. */
  readonly isApart: boolean;
}

/** Words that are no function names. */
export const keywords: readonly string[] = [
  'block',
  'break',
  'continue',
  'define',
  'else',
  'end',
  'if',
  'range',
  'template',
  'with',
];
