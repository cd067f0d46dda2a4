import { attributeVariables } from '../config/sections/definitions/attribute-variables.ts';
import { systemClock } from '../lib/clock.ts';
import { compileExpression } from '../lib/expression/compile-expression.ts';
import { attributeValues } from '../users/attributes/attribute-values.ts';
import { CommandError } from './command-error.ts';
import { readConfigOptions } from './config-options.ts';
import { findConfiguredUser } from './find-configured-user.ts';
import type { CliIo } from './io.ts';
import { exitCodes } from './io.ts';
import { loadCommandConfig } from './load-command-config.ts';

/** `gatehouse debug expression USER EXPRESSION`: evaluates an expression as `definitions.user_attributes` would for that user. */
export async function debugExpression(args: readonly string[], io: CliIo): Promise<number> {
  const { options, words } = readConfigOptions(args, io);
  const [login, text, ...others] = words;
  if (login === undefined || text === undefined || others.length > 0) {
    throw new CommandError(
      'usage',
      'Write the user and the expression, in quotes: debug expression john \'"admins" in groups\'.',
    );
  }
  const config = await loadCommandConfig(options, io);
  const variables = attributeVariables(config.authentication_backend);
  const compilation = compileExpression(text, variables);
  if (compilation.outcome === 'wrong') {
    const { message, line, column, unknown } = compilation.problem;
    const hint = unknown?.closest === undefined ? '' : ` Did you mean ${unknown.closest}?`;
    throw new CommandError('failure', `Line ${line}, character ${column}: ${message}.${hint}`);
  }
  const user = await findConfiguredUser(config, login);
  const values = attributeValues(user, variables, { updatedAtMs: systemClock.now() });
  const evaluation = compilation.expression.evaluate(values);
  if (evaluation.outcome === 'failed') {
    throw new CommandError('failure', `For ${user.username} there is no result: ${evaluation.reason}.`);
  }
  io.stdout(`${compilation.expression.type}: ${JSON.stringify(evaluation.value)}\n`);
  return exitCodes.success;
}
