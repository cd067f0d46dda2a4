import { textOf } from './error-text.ts';
import type { Evaluation, ExpressionValue, ExpressionVariables } from './expression.ts';

/** Makes the evaluation of a parsed expression: plain values in, a plain value or the reason for its absence out. */
export function evaluateExpression(
  run: (values: Record<string, unknown>) => unknown,
  variables: ExpressionVariables,
): (values: Readonly<Record<string, ExpressionValue>>) => Evaluation {
  return (values) => {
    const given = Object.keys(variables).flatMap((name) => {
      const value = Object.hasOwn(values, name) ? values[name] : undefined;
      return value === undefined ? [] : [[name, enter(value)] as const];
    });
    try {
      return present(run(Object.fromEntries(given)));
    } catch (error) {
      return { outcome: 'failed', reason: textOf(error) };
    }
  };
}

/** CEL's integers are 64 bits wide, BigInt in the library. */
function enter(value: ExpressionValue): unknown {
  if (typeof value === 'number' && Number.isSafeInteger(value)) return BigInt(value);
  if (Array.isArray(value)) return value.map((one: ExpressionValue) => enter(one));
  return value;
}

function present(value: unknown): Evaluation {
  const plain = leave(value);
  return plain === undefined
    ? { outcome: 'failed', reason: 'the result is no value of an attribute' }
    : { outcome: 'value', value: plain };
}

/** The plain form of a result; undefined where it has none, or lost something in it. */
function leave(value: unknown): ExpressionValue | undefined {
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
  if (typeof value === 'bigint') return leaveInteger(value);
  if (Array.isArray(value)) return leaveAll(value);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Map) return leaveEntries([...value]);
  if (typeof value !== 'object' || value === null) return undefined;
  // The library's unsigned integer.
  const inner: unknown = value.valueOf();
  if (typeof inner === 'bigint') return leaveInteger(inner);
  return isPlainObject(value) ? leaveEntries(Object.entries(value)) : undefined;
}

function leaveInteger(value: bigint): number | undefined {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : undefined;
}

function leaveAll(values: readonly unknown[]): readonly ExpressionValue[] | undefined {
  const plain = values.map(leave).filter((one) => one !== undefined);
  return plain.length === values.length ? plain : undefined;
}

function leaveEntries(entries: readonly (readonly [unknown, unknown])[]): ExpressionValue | undefined {
  const values = leaveAll(entries.map(([, value]) => value));
  return values && Object.fromEntries(entries.map(([name], index) => [String(name), values[index] ?? '']));
}

function isPlainObject(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
