import { type ASTNode, Environment, ParseError } from '@marcbachmann/cel-js';
import { closest } from '../closest.ts';
import { textOf } from './error-text.ts';
import { evaluateExpression } from './evaluate-expression.ts';
import type { CompiledExpression, ExpressionProblem, ExpressionVariables } from './expression.ts';
import { expressionTypes } from './expression.ts';
import { registerExtensions } from './extensions.ts';

/** An expression ready to use, or what is wrong with it. */
export type Compilation =
  | { readonly outcome: 'compiled'; readonly expression: CompiledExpression }
  | { readonly outcome: 'wrong'; readonly problem: ExpressionProblem };

/** Result types that a JSON value can hold; a timestamp becomes its RFC 3339 text. */
const presentable =
  /^(?:list<|map<string, )*(?:bool|int|uint|double|string|dyn|list|map|T|google\.protobuf\.Timestamp)>*$/;

/**
 * Compiles an expression in CEL over the given variables: parses it, checks the types of all its parts and of its result. Regular expressions
 * are RE2; the functions are those of the CEL standard and of `extensions.ts`.
 */
export function compileExpression(text: string, variables: ExpressionVariables): Compilation {
  try {
    const parsed = createEnvironment(variables).parse(text);
    useRe2(parsed.ast);
    const { error, type = 'dyn' } = parsed.check();
    if (error !== undefined) return wrong(problemOf(error, text, variables));
    if (!presentable.test(type)) {
      return wrong({
        message: `the result is of the type ${type}, which is no value of an attribute`,
        line: 1,
        column: 1,
      });
    }
    return { outcome: 'compiled', expression: { type, evaluate: evaluateExpression(parsed, variables) } };
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    return wrong(problemOf(error, text, variables));
  }
}

function createEnvironment(variables: ExpressionVariables): Environment {
  const environment = new Environment({ enableOptionalTypes: true, homogeneousAggregateLiterals: false });
  registerExtensions(environment);
  for (const [name, type] of Object.entries(variables)) {
    if (canBeNamed(name)) environment.registerVariable(name, expressionTypes[type]);
  }
  return environment;
}

/** Words of the language and names of its own, which an expression cannot use for a variable. */
const takenWords: ReadonlySet<string> = new Set(
  'as break const continue else false for function if import in let loop namespace null package prototype return true var void while __proto__ base64 cel lists math optional regex sets'.split(
    ' ',
  ),
);

function canBeNamed(name: string): boolean {
  return /^[a-z_]\w*$/i.test(name) && !takenWords.has(name);
}

/**
 * Calls of `matches` become calls of our own function: the library's takes JavaScript's regular expressions, which are not those of CEL and may
 * take exponential time. Its table of functions does not let one be replaced.
 */
function useRe2(node: unknown): void {
  if (Array.isArray(node)) {
    for (const one of node) useRe2(one);
  } else if (isNode(node)) {
    if (node.op === 'rcall' && node.args[0] === 'matches') node.args[0] = 'matchesRe2';
    useRe2(node.args);
  }
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === 'object' && value !== null && 'op' in value && 'args' in value;
}

function wrong(problem: ExpressionProblem): Compilation {
  return { outcome: 'wrong', problem };
}

function problemOf(
  error: { readonly range?: { readonly start: number }; readonly code: string; readonly message: string },
  text: string,
  variables: ExpressionVariables,
): ExpressionProblem {
  const start = error.range?.start ?? 0;
  const before = text.slice(0, start).split('\n');
  const place = { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  const message = textOf(error);
  if (error.code !== 'unknown_variable') return { message, ...place };
  const name = /^\w+/.exec(text.slice(start))?.[0] ?? '';
  const known = Object.keys(variables);
  return {
    message: `there is no attribute "${name}"`,
    ...place,
    unknown: { name, closest: closest(name, known) },
  };
}
