import type { TemplateValue } from './value.ts';

/** A part of a template's body. */
export type Statement =
  | { readonly kind: 'text'; readonly text: string; readonly offset: number }
  | { readonly kind: 'action'; readonly pipeline: Pipeline; readonly offset: number }
  | {
      readonly kind: 'if' | 'with' | 'range';
      readonly pipeline: Pipeline;
      readonly body: readonly Statement[];
      readonly otherwise: readonly Statement[];
      readonly offset: number;
    }
  | {
      readonly kind: 'template';
      readonly name: string;
      readonly pipeline: Pipeline | undefined;
      readonly offset: number;
    }
  | { readonly kind: 'break' | 'continue'; readonly offset: number };

/** Commands joined by `|`: the value of each is the last argument of the next. */
export interface Pipeline {
  /** The variables that it sets, `$` included. */
  readonly variables: readonly string[];
  /** `=` rather than `:=`. */
  readonly isAssignment: boolean;
  readonly commands: readonly Command[];
  readonly offset: number;
}

/** A function or value with its arguments. */
export interface Command {
  readonly operands: readonly [Operand, ...Operand[]];
  readonly offset: number;
}

/** A value, or how to get one. */
export type Operand =
  | { readonly kind: 'constant'; readonly value: TemplateValue; readonly offset: number }
  | { readonly kind: 'dot'; readonly offset: number }
  | { readonly kind: 'variable'; readonly name: string; readonly offset: number }
  | { readonly kind: 'function'; readonly name: string; readonly offset: number }
  | { readonly kind: 'pipeline'; readonly pipeline: Pipeline; readonly offset: number }
  /** `.Name` of what stands before it. */
  | { readonly kind: 'field'; readonly of: Operand; readonly name: string; readonly offset: number };

/** A parsed template with all that it defines. */
export interface Template {
  readonly body: readonly Statement[];
  readonly defined: ReadonlyMap<string, readonly Statement[]>;
}
