import type { Kind, TemplateFunction } from '../function.ts';
import { define, FunctionError } from '../function.ts';
import type { TemplateValue } from '../value.ts';
import { isTrue, typeName } from '../value.ts';

/** Go's comparisons. Only values of one kind compare; nil equals only nil. `and` and `or` are evaluated apart. */
export const comparisonFunctions: Readonly<Record<string, TemplateFunction>> = {
  // Never called: evaluate-pipeline.ts stops at the argument that decides.
  and: define([], () => null, { rest: 'any' }),
  or: define([], () => null, { rest: 'any' }),
  not: define(['any'], ([value]) => !isTrue(value)),
  eq: define(
    ['any', 'any'],
    ([one, other], _context, rest) => [other, ...rest].some((value) => isEqual(one, value)),
    {
      rest: 'any' as Kind,
    },
  ),
  ne: define(['any', 'any'], ([one, other]) => !isEqual(one, other)),
  lt: define(['any', 'any'], ([one, other]) => compare(one, other) < 0),
  le: define(['any', 'any'], ([one, other]) => compare(one, other) <= 0),
  gt: define(['any', 'any'], ([one, other]) => compare(one, other) > 0),
  ge: define(['any', 'any'], ([one, other]) => compare(one, other) >= 0),
};

function isEqual(one: TemplateValue, other: TemplateValue): boolean {
  if (one === null || other === null) return one === other;
  const [left, right] = comparablePair(one, other);
  return left === right;
}

function compare(one: TemplateValue, other: TemplateValue): number {
  const [left, right] = comparablePair(one, other);
  if (typeof left === 'boolean') throw new FunctionError('Truth values have no order.');
  if (typeof left === 'string' && typeof right === 'string') {
    return Buffer.compare(Buffer.from(left), Buffer.from(right));
  }
  return left < right ? -1 : left > right ? 1 : 0;
}

function comparablePair(one: TemplateValue, other: TemplateValue) {
  if (typeName(one) !== typeName(other)) {
    throw new FunctionError(`Values of type ${typeName(one)} and ${typeName(other)} do not compare.`);
  }
  return [comparable(one), comparable(other)] as const;
}

function comparable(value: TemplateValue): string | number | boolean {
  if (value !== null && typeof value !== 'object') return value;
  if (value?.kind === 'float') return value.value;
  if (value?.kind === 'time') return value.ms;
  throw new FunctionError(`Values of type ${typeName(value)} do not compare.`);
}
