import { evaluateCommands, evaluatePipeline, setVariable } from './evaluate-pipeline.ts';
import type { Evaluation } from './evaluation.ts';
import { countStep } from './evaluation.ts';
import type { Pipeline, Statement } from './node.ts';
import { TemplateError } from './template-error.ts';
import type { TemplateValue } from './value.ts';
import { formatValue, isTrue, sortedEntries, typeName } from './value.ts';

/** How a body ended: to the end, or by `{{break}}` or `{{continue}}`. */
type Ending = 'done' | 'break' | 'continue';

/** Runs the statements of a body and writes what they give. Throws `TemplateError`. */
export function evaluate(body: readonly Statement[], dot: TemplateValue, evaluation: Evaluation): Ending {
  for (const statement of body) {
    const ending = evaluateStatement(statement, dot, evaluation);
    if (ending !== 'done') return ending;
  }
  return 'done';
}

function evaluateStatement(statement: Statement, dot: TemplateValue, evaluation: Evaluation): Ending {
  countStep(evaluation, statement.offset);
  const line = evaluation.lineOf(statement.offset);
  switch (statement.kind) {
    case 'text':
      evaluation.output.writeText(statement.text, line);
      return 'done';
    case 'action': {
      const value = evaluatePipeline(statement.pipeline, dot, evaluation);
      if (statement.pipeline.variables.length === 0) {
        evaluation.output.writeValue(formatValue(value, '<no value>'), line);
      }
      return 'done';
    }
    case 'if':
    case 'with':
      return evaluateChoice(statement, dot, evaluation);
    case 'range':
      return inBlock(evaluation, () => evaluateRange(statement, dot, evaluation));
    case 'template':
      return callTemplate(statement, dot, evaluation);
    case 'break':
    case 'continue':
      return statement.kind;
  }
}

/** Runs something; the variables that it declares are gone afterwards. */
function inBlock<T>({ variables }: Evaluation, run: () => T): T {
  const { length } = variables;
  const result = run();
  variables.length = length;
  return result;
}

type Block = Statement & { kind: 'if' | 'with' | 'range' };

function evaluateChoice(block: Block, dot: TemplateValue, evaluation: Evaluation): Ending {
  return inBlock(evaluation, () => {
    const value = evaluatePipeline(block.pipeline, dot, evaluation);
    if (!isTrue(value)) return evaluate(block.otherwise, dot, evaluation);
    return evaluate(block.body, block.kind === 'with' ? value : dot, evaluation);
  });
}

function evaluateRange(block: Block, dot: TemplateValue, evaluation: Evaluation): Ending {
  const { pipeline, body, otherwise } = block;
  const pairs = pairsOf(evaluateCommands(pipeline, dot, evaluation), pipeline.offset);
  let isEmpty = true;
  for (const [key, value] of pairs) {
    countStep(evaluation, pipeline.offset);
    isEmpty = false;
    const ending = inBlock(evaluation, () => {
      setRangeVariables(pipeline, { key, value }, evaluation);
      return evaluate(body, value, evaluation);
    });
    if (ending === 'break') break;
  }
  return isEmpty ? evaluate(otherwise, dot, evaluation) : 'done';
}

function setRangeVariables(
  { variables, isAssignment }: Pipeline,
  { key, value }: { key: TemplateValue; value: TemplateValue },
  evaluation: Evaluation,
): void {
  const [first, second] = variables;
  if (second !== undefined) setVariable(second, value, isAssignment, evaluation);
  if (first !== undefined) setVariable(first, second === undefined ? value : key, isAssignment, evaluation);
}

/** What `range` goes through: list items by position, map entries by name, the numbers below a number. */
function* pairsOf(value: TemplateValue, offset: number): Generator<readonly [TemplateValue, TemplateValue]> {
  if (value === null) return;
  if (typeof value === 'number') {
    for (let index = 0; index < value; index++) yield [index, index];
  } else if (typeof value === 'object' && value.kind === 'list') yield* value.items.entries();
  else if (typeof value === 'object' && value.kind === 'map') yield* sortedEntries(value);
  else throw new TemplateError(offset, `\`range\` cannot go through a value of type ${typeName(value)}.`);
}

function callTemplate(
  { name, pipeline, offset }: Statement & { kind: 'template' },
  dot: TemplateValue,
  evaluation: Evaluation,
): Ending {
  const body = evaluation.defined.get(name);
  if (body === undefined) throw new TemplateError(offset, `There is no template \`${name}\`.`);
  const value = pipeline === undefined ? null : evaluatePipeline(pipeline, dot, evaluation);
  const variables = [{ name: '$', value }];
  return evaluate(body, value, { ...evaluation, variables, calls: evaluation.calls + 1 });
}
