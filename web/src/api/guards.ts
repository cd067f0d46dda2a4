/** Whether a value is of a type. */
export type Guard<Value> = (value: unknown) => value is Value;

/** A text. */
export const isText: Guard<string> = (value): value is string => typeof value === 'string';

/** A number. */
export const isNumber: Guard<number> = (value): value is number => typeof value === 'number';

/** Yes or no. */
export const isYesOrNo: Guard<boolean> = (value): value is boolean => typeof value === 'boolean';

/** One of some texts. */
export function isOneOf<Text extends string>(...texts: readonly Text[]): Guard<Text> {
  const known: readonly string[] = texts;
  return (value): value is Text => typeof value === 'string' && known.includes(value);
}

/** The value, or nothing where the key is absent. */
export function isOptional<Value>(isValue: Guard<Value>): Guard<Value | undefined> {
  return (value): value is Value | undefined => value === undefined || isValue(value);
}

/** A list of such values. */
export function isListOf<Value>(isValue: Guard<Value>): Guard<readonly Value[]> {
  return (value): value is readonly Value[] => Array.isArray(value) && value.every(isValue);
}

/** A record with at least these keys, each with such a value. */
export function isShape<Shape extends object>(
  guards: {
    readonly [Key in keyof Shape]-?: Guard<Shape[Key]>;
  },
): Guard<Shape> {
  const checks = Object.entries<Guard<unknown>>(guards);
  return (value): value is Shape => {
    if (typeof value !== 'object' || value === null) return false;
    return checks.every(([key, isValue]) => isValue(Reflect.get(value, key)));
  };
}

/** Anything: for answers that say no more than that it is done. */
export const isAnything: Guard<unknown> = (_value): _value is unknown => true;
