import type { Command, Operand, Pipeline } from './node.ts';
import type { Scope } from './scope.ts';
import { TemplateError } from './template-error.ts';
import type { Token } from './token.ts';
import type { TokenStream } from './token-stream.ts';

const maxNesting = 200;

/** Reads `$x := command | command …` up to the token that closes it, which is left. Throws `TemplateError`. */
export function parsePipeline(
  stream: TokenStream,
  scope: Scope,
  { isRange = false, nesting = 0 }: { readonly isRange?: boolean; readonly nesting?: number } = {},
): Pipeline {
  const { offset } = stream.peek();
  if (nesting > maxNesting) throw new TemplateError(offset, 'Parentheses are nested too deeply.');
  const { variables, isAssignment, first } = parseVariables(stream, scope, isRange);
  const commands = [parseCommand(stream, scope, nesting, first)];
  while (stream.accept('mark', '|')) commands.push(parseCommand(stream, scope, nesting));
  for (const { operands } of commands.slice(1)) {
    if (operands[0].kind === 'constant' || operands[0].kind === 'dot') {
      throw new TemplateError(operands[0].offset, 'A function is expected after `|`.');
    }
  }
  // Declared only now: the pipeline itself does not know them yet.
  if (!isAssignment) scope.variables.push(...variables);
  return { variables, isAssignment, commands, offset };
}

/** The variables that the pipeline sets; where it sets none, a variable that was read on the way is its first operand. */
function parseVariables(stream: TokenStream, scope: Scope, isRange: boolean) {
  const none = { variables: [], isAssignment: false, first: undefined };
  if (stream.peek().kind !== 'variable') return none;
  const token = stream.next();
  const next = stream.peek();
  const isList = isRange && next.kind === 'mark' && next.text === ',';
  if (!isList && !isSetting(next)) return { ...none, first: token };
  const names = [token];
  if (stream.accept('mark', ',')) names.push(stream.expect('variable', 'A second variable'));
  const sign = stream.next();
  if (!isSetting(sign)) throw new TemplateError(sign.offset, '`:=` is expected after the variables.');
  const isAssignment = sign.text === '=';
  for (const name of names) if (isAssignment) requireVariable(name, scope);
  return { variables: names.map(({ text }) => text), isAssignment, first: undefined };
}

function isSetting(token: Token): boolean {
  return token.kind === 'mark' && (token.text === ':=' || token.text === '=');
}

function requireVariable(token: Token, scope: Scope): void {
  if (!scope.variables.includes(token.text)) {
    throw new TemplateError(token.offset, `The variable ${token.text} is not declared.`);
  }
}

function parseCommand(stream: TokenStream, scope: Scope, nesting: number, read?: Token): Command {
  const { offset } = read ?? stream.peek();
  const operands: Operand[] = [];
  let token = read ?? startOfOperand(stream);
  while (token !== undefined) {
    operands.push(parseFields(stream, parseOperand(stream, scope, nesting, token)));
    const next = stream.peek();
    const isEnd = next.kind === 'close' || (next.kind === 'mark' && [')', '|'].includes(next.text));
    if (isEnd) break;
    if (!next.isApart) throw new TemplateError(next.offset, 'A space is missing here.');
    token = startOfOperand(stream);
  }
  const [first, ...rest] = operands;
  if (first === undefined) throw new TemplateError(offset, 'A value or function is missing here.');
  return { operands: [first, ...rest], offset };
}

function startOfOperand(stream: TokenStream): Token | undefined {
  const token = stream.peek();
  const isMark = token.kind === 'mark' && token.text !== '(';
  if (token.kind === 'close' || (isMark && (token.text === ')' || token.text === '|'))) return undefined;
  if (isMark || token.kind === 'end')
    throw new TemplateError(token.offset, `\`${token.text}\` does not belong here.`);
  return stream.next();
}

function parseOperand(stream: TokenStream, scope: Scope, nesting: number, token: Token): Operand {
  const { kind, text, offset } = token;
  switch (kind) {
    case 'string':
      return { kind: 'constant', value: text, offset };
    case 'boolean':
      return { kind: 'constant', value: text === 'true', offset };
    case 'nil':
      return { kind: 'constant', value: null, offset };
    case 'integer':
      return { kind: 'constant', value: readInteger(token), offset };
    case 'decimal':
      return { kind: 'constant', value: { kind: 'float', value: Number(text.replaceAll('_', '')) }, offset };
    case 'dot':
      return { kind: 'dot', offset };
    case 'field':
      return { kind: 'field', of: { kind: 'dot', offset }, name: text, offset };
    case 'variable':
      requireVariable(token, scope);
      return { kind: 'variable', name: text, offset };
    case 'identifier':
      if (scope.functions.has(text)) return { kind: 'function', name: text, offset };
      throw new TemplateError(offset, `There is no function \`${text}\`.`);
    case 'mark': {
      const pipeline = parsePipeline(stream, scope, { nesting: nesting + 1 });
      if (!stream.accept('mark', ')')) throw new TemplateError(stream.peek().offset, '`)` is missing here.');
      return { kind: 'pipeline', pipeline, offset };
    }
    case 'keyword':
    case 'text':
    case 'open':
    case 'close':
    case 'end':
      throw new TemplateError(offset, `\`${text}\` does not belong here.`);
  }
}

function parseFields(stream: TokenStream, operand: Operand): Operand {
  let result = operand;
  while (stream.peek().kind === 'field' && !stream.peek().isApart) {
    const { text, offset } = stream.next();
    if (result.kind === 'constant') throw new TemplateError(offset, 'A constant has no fields.');
    result = { kind: 'field', of: result, name: text, offset };
  }
  return result;
}

function readInteger({ text, offset }: Token): number {
  const isNegative = text.startsWith('-');
  const digits = text.replace(/^[+-]/, '').replaceAll('_', '');
  const value = Number(/^0\d/.test(digits) ? `0o${digits.slice(1)}` : digits);
  if (!Number.isSafeInteger(value)) throw new TemplateError(offset, 'This number cannot be read.');
  return isNegative && value !== 0 ? -value : value;
}
