import type { Evaluation } from './evaluation.ts';
import { countStep, maxCharacters } from './evaluation.ts';
import { FunctionError } from './function.ts';
import type { Command, Operand, Pipeline } from './node.ts';
import { TemplateError } from './template-error.ts';
import type { TemplateValue } from './value.ts';
import { isTrue, typeName } from './value.ts';

/** The value of a pipeline; sets its variables. Throws `TemplateError`. */
export function evaluatePipeline(
  pipeline: Pipeline,
  dot: TemplateValue,
  evaluation: Evaluation,
): TemplateValue {
  const value = evaluateCommands(pipeline, dot, evaluation);
  for (const name of pipeline.variables) setVariable(name, value, pipeline.isAssignment, evaluation);
  return value;
}

/** The value of a pipeline without its variables, which `range` sets itself. */
export function evaluateCommands(
  pipeline: Pipeline,
  dot: TemplateValue,
  evaluation: Evaluation,
): TemplateValue {
  let value: TemplateValue | undefined;
  for (const command of pipeline.commands) value = evaluateCommand(command, dot, evaluation, value);
  return value ?? null;
}

/** Declares a variable, or gives the innermost of that name another value. */
export function setVariable(
  name: string,
  value: TemplateValue,
  isAssignment: boolean,
  evaluation: Evaluation,
): void {
  const existing = isAssignment
    ? evaluation.variables.findLast((variable) => variable.name === name)
    : undefined;
  if (existing === undefined) evaluation.variables.push({ name, value });
  else existing.value = value;
}

function evaluateCommand(
  { operands, offset }: Command,
  dot: TemplateValue,
  evaluation: Evaluation,
  piped: TemplateValue | undefined,
): TemplateValue {
  countStep(evaluation, offset);
  const [first, ...rest] = operands;
  if (first.kind === 'function') {
    return callFunction(first, { operands: rest, piped }, dot, evaluation);
  }
  if (rest.length > 0 || piped !== undefined) {
    throw new TemplateError(first.offset, 'Only a function takes arguments.');
  }
  if (first.kind === 'constant' && first.value === null) {
    throw new TemplateError(first.offset, '`nil` cannot stand alone.');
  }
  return evaluateOperand(first, dot, evaluation);
}

function evaluateOperand(operand: Operand, dot: TemplateValue, evaluation: Evaluation): TemplateValue {
  switch (operand.kind) {
    case 'constant':
      return operand.value;
    case 'dot':
      return dot;
    case 'variable':
      return evaluation.variables.findLast(({ name }) => name === operand.name)?.value ?? null;
    case 'function':
      return callFunction(operand, { operands: [], piped: undefined }, dot, evaluation);
    case 'pipeline':
      return evaluatePipeline(operand.pipeline, dot, evaluation);
    case 'field':
      return readField(operand, evaluateOperand(operand.of, dot, evaluation));
  }
}

function readField(field: Operand & { kind: 'field' }, of: TemplateValue): TemplateValue {
  if (of === null) return null;
  if (typeof of === 'object' && of.kind === 'map') {
    const value = of.entries.get(field.name);
    if (value !== undefined || of.type.startsWith('map[')) return value ?? null;
  }
  throw new TemplateError(
    field.offset,
    `There is no field \`${field.name}\` in a value of type ${typeName(of)}.`,
  );
}

interface Call {
  readonly operands: readonly Operand[];
  /** The value from before the `|`: the last argument. */
  readonly piped: TemplateValue | undefined;
}

function callFunction(
  { name, offset }: Operand & { kind: 'function' },
  { operands, piped }: Call,
  dot: TemplateValue,
  evaluation: Evaluation,
): TemplateValue {
  if (name === 'and' || name === 'or') {
    return evaluateUntil(name === 'or', { operands, piped }, { dot, evaluation, offset });
  }
  const args = operands.map((operand) => evaluateOperand(operand, dot, evaluation));
  if (piped !== undefined) args.push(piped);
  const call = evaluation.functions.get(name);
  if (call === undefined) throw new TemplateError(offset, `There is no function \`${name}\`.`);
  const value = tryCall(() => call(args, evaluation.context), name, offset);
  if (typeof value === 'string' && value.length > maxCharacters) throw tooLong(name, offset);
  return value;
}

function tryCall(call: () => TemplateValue, name: string, offset: number): TemplateValue {
  try {
    return call();
  } catch (error) {
    if (error instanceof FunctionError)
      throw new TemplateError(offset, `\`${name}\` failed. ${error.message}`);
    // What the runtime throws for a text that is longer than any text can be.
    if (error instanceof RangeError) throw tooLong(name, offset);
    throw error;
  }
}

function tooLong(name: string, offset: number): TemplateError {
  return new TemplateError(offset, `What \`${name}\` gives is too long.`);
}

/** `and` and `or`: the first argument that decides, or the last; those after it are not evaluated. */
function evaluateUntil(
  decides: boolean,
  { operands, piped }: Call,
  { dot, evaluation, offset }: { dot: TemplateValue; evaluation: Evaluation; offset: number },
): TemplateValue {
  let value: TemplateValue | undefined;
  for (const operand of operands) {
    value = evaluateOperand(operand, dot, evaluation);
    if (isTrue(value) === decides) return value;
  }
  const last = piped ?? value;
  if (last === undefined) throw new TemplateError(offset, 'An argument is missing here.');
  return last;
}
