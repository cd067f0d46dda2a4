import { compileExpression } from '../../lib/expression/compile-expression.ts';
import type { CompiledExpression, Evaluation, ExpressionVariables } from '../../lib/expression/expression.ts';
import type { UserDetails } from '../backend.ts';
import { type AttributeMoment, attributeValues } from './attribute-values.ts';

/** Gives the attributes of users by name: what the directory holds, and what the configuration computes from it. */
export interface UserAttributes {
  /** The names of the computed attributes. */
  readonly computed: readonly string[];
  /** The value of one attribute, or why there is none. */
  resolve(name: string, user: UserDetails, moment: AttributeMoment): Evaluation;
}

/** What `createUserAttributes` needs. */
export interface UserAttributesOptions {
  /** `definitions.user_attributes`, checked: an expression that cannot be compiled is a `TypeError`. */
  readonly definitions: Readonly<Record<string, { readonly expression: string }>>;
  /** What the user backend has, by name and type (`attributeVariables` of the configuration). */
  readonly variables: ExpressionVariables;
}

/** Compiles the computed attributes once; evaluating one costs microseconds. */
export function createUserAttributes({ definitions, variables }: UserAttributesOptions): UserAttributes {
  const expressions = new Map(
    Object.entries(definitions).map(([name, { expression }]) => [name, compile(name, expression, variables)]),
  );
  return {
    computed: [...expressions.keys()],
    resolve(name, user, moment) {
      const values = attributeValues(user, variables, moment);
      const expression = expressions.get(name);
      if (expression !== undefined) return expression.evaluate(values);
      const value = Object.hasOwn(values, name) ? values[name] : undefined;
      if (value === undefined) return { outcome: 'failed', reason: `users have no attribute "${name}"` };
      return { outcome: 'value', value };
    },
  };
}

function compile(name: string, expression: string, variables: ExpressionVariables): CompiledExpression {
  const compilation = compileExpression(expression, variables);
  if (compilation.outcome === 'wrong') throw new TypeError(`${name}: ${compilation.problem.message}`);
  return compilation.expression;
}
