/** What a variable of an expression holds, and the name of that type in CEL (Common Expression Language). */
export const expressionTypes = {
  string: 'string',
  integer: 'int',
  boolean: 'bool',
  any: 'dyn',
  strings: 'list<string>',
  integers: 'list<int>',
  booleans: 'list<bool>',
  anys: 'list<dyn>',
  /** Texts by name. */
  record: 'map<string, string>',
} as const;

/** The type of a variable. */
export type ExpressionType = keyof typeof expressionTypes;

/** The variables of an expression by name. */
export type ExpressionVariables = Readonly<Record<string, ExpressionType>>;

/** A value that goes into an expression or comes out of it: what JSON can hold, without null. */
export type ExpressionValue =
  | string
  | number
  | boolean
  | readonly ExpressionValue[]
  | { readonly [name: string]: ExpressionValue };

/** What became of an evaluation; an index out of bounds or a missing key is a failure, not an error that is thrown. */
export type Evaluation =
  | { readonly outcome: 'value'; readonly value: ExpressionValue }
  | { readonly outcome: 'failed'; readonly reason: string };

/** An expression that was parsed and whose types were checked. */
export interface CompiledExpression {
  /** The type of the result as CEL names it: `bool`, `list<string>`. */
  readonly type: string;
  /** Evaluates it over the variables, all of which must be given. */
  evaluate(values: Readonly<Record<string, ExpressionValue>>): Evaluation;
}

/** What is wrong with the text of an expression. */
export interface ExpressionProblem {
  /** Without the position, ending without a full stop. */
  readonly message: string;
  /** Line and column, from 1, within the expression. */
  readonly line: number;
  readonly column: number;
  /** A variable that was misspelled, with the one that it is closest to. */
  readonly unknown?: { readonly name: string; readonly closest: string | undefined };
}
