import type { FilterContext } from '../filter.ts';
import type { TemplateTime } from './time/template-time.ts';
import type { TemplateList, TemplateMap, TemplateValue } from './value.ts';
import { typeName } from './value.ts';

/** A function of templates. Throws `FunctionError` for arguments that it cannot take. */
export type TemplateFunction = (args: readonly TemplateValue[], context: FilterContext) => TemplateValue;

/** Functions by name. */
export type FunctionTable = ReadonlyMap<string, TemplateFunction>;

/** Why a function gives no value; never holds a value that it was given. */
export class FunctionError extends Error {}

interface Kinds {
  readonly any: TemplateValue;
  readonly string: string;
  readonly int: number;
  readonly bool: boolean;
  readonly list: TemplateList;
  readonly map: TemplateMap;
  readonly time: TemplateTime;
}

/** What a parameter takes. */
export type Kind = keyof Kinds;

type Arguments<Parameters extends readonly Kind[]> = {
  [Index in keyof Parameters]: Kinds[Parameters[Index]];
};

/** A function with that many arguments of those kinds, and with any number of further ones of the kind of `rest`. */
export function define<const Parameters extends readonly Kind[]>(
  parameters: Parameters,
  call: (
    args: Arguments<Parameters>,
    context: FilterContext,
    rest: readonly TemplateValue[],
  ) => TemplateValue,
  options: { readonly rest?: Kind } = {},
): TemplateFunction {
  return (args, context) => {
    const isCountRight =
      options.rest === undefined ? args.length === parameters.length : args.length >= parameters.length;
    if (!isCountRight) {
      const least = options.rest === undefined ? '' : 'at least ';
      throw new FunctionError(`It takes ${least}${parameters.length} arguments, not ${args.length}.`);
    }
    for (const [index, value] of args.entries()) {
      const kind = parameters[index] ?? options.rest ?? 'any';
      if (!isKind(value, kind)) {
        throw new FunctionError(
          `Its argument ${index + 1} must be ${kindWords[kind]}, not ${typeName(value)}.`,
        );
      }
    }
    // Each argument has just been found to be of its parameter's kind.
    const typed = args.slice(0, parameters.length) as unknown as Arguments<Parameters>;
    return call(typed, context, args.slice(parameters.length));
  };
}

const kindWords: Readonly<Record<Kind, string>> = {
  any: 'anything',
  string: 'text',
  int: 'a whole number',
  bool: 'true or false',
  list: 'a list',
  map: 'a map',
  time: 'a time',
};

function isKind(value: TemplateValue, kind: Kind): boolean {
  switch (kind) {
    case 'any':
      return true;
    case 'string':
      return typeof value === 'string';
    case 'int':
      return typeof value === 'number';
    case 'bool':
      return typeof value === 'boolean';
    case 'list':
    case 'map':
    case 'time':
      return typeof value === 'object' && value !== null && value.kind === kind;
  }
}
