import { compileExpression } from '../lib/expression/compile-expression.ts';
import type { ExpressionProblem } from '../lib/expression/expression.ts';
import type { Config } from './config.ts';
import type { CheckContext } from './section.ts';
import { attributeVariables, extraAttributeNames } from './sections/definitions/attribute-variables.ts';

/** The expressions of computed attributes, over the attributes that the user backend has (behaviour.md §8.3). */
export function checkUserAttributes(
  { authentication_backend, definitions }: Partial<Config>,
  { report }: CheckContext,
): void {
  if (authentication_backend === undefined || definitions === undefined) return;
  const variables = attributeVariables(authentication_backend);
  const taken = new Set(extraAttributeNames(authentication_backend));
  for (const [name, { expression }] of Object.entries(definitions.user_attributes)) {
    const path = ['definitions', 'user_attributes', name];
    if (taken.has(name)) {
      const message = `Users have an extra attribute "${name}" already.`;
      report({ path, severity: 'error', message, hint: 'Write another name.' });
    }
    const compilation = compileExpression(expression, variables);
    if (compilation.outcome === 'compiled') continue;
    const { message, hint } = explain(compilation.problem, {
      isLdap: authentication_backend.ldap !== undefined,
    });
    report({ path: [...path, 'expression'], severity: 'error', message, hint });
  }
}

function explain(problem: ExpressionProblem, { isLdap }: { readonly isLdap: boolean }) {
  const { message, line, column, unknown } = problem;
  const place = line === 1 ? `character ${column}` : `line ${line}, character ${column}`;
  return { message: `The expression is wrong at ${place}: ${message}.`, hint: hintFor(unknown, isLdap) };
}

function hintFor(unknown: ExpressionProblem['unknown'], isLdap: boolean): string {
  if (unknown === undefined) return 'Write a CEL expression such as "admins" in groups.';
  if (unknown.closest !== undefined) return `Did you mean ${unknown.closest}?`;
  const where = isLdap
    ? 'authentication_backend.ldap.attributes, for an extra one below its extra'
    : 'authentication_backend.file.extra_attributes';
  return `Write an attribute that users have, or define it: ${where}.`;
}
