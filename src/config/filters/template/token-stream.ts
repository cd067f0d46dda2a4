import { TemplateError } from './template-error.ts';
import type { Token, TokenKind } from './token.ts';

/** Tokens, read one after the other. */
export interface TokenStream {
  peek(): Token;
  next(): Token;
  /** Takes the next token if it is that; tells whether it was. */
  accept(kind: TokenKind, text?: string): boolean;
  /** Takes the next token, which must be that; throws `TemplateError` otherwise. */
  expect(kind: TokenKind, what: string): Token;
}

/** Reads a list of tokens whose last is `end`. */
export function createTokenStream(tokens: readonly Token[]): TokenStream {
  let index = 0;
  const atEnd: Token = { kind: 'end', text: '', offset: 0, isApart: true };
  const peek = () => tokens[index] ?? tokens.at(-1) ?? atEnd;
  const next = () => {
    const token = peek();
    index += 1;
    return token;
  };
  return {
    peek,
    next,
    accept(kind, text) {
      const token = peek();
      const isThat = token.kind === kind && (text === undefined || token.text === text);
      if (isThat) index += 1;
      return isThat;
    },
    expect(kind, what) {
      const token = next();
      if (token.kind !== kind) throw new TemplateError(token.offset, `${what} is expected here.`);
      return token;
    },
  };
}
