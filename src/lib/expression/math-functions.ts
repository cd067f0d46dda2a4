/** Functions below `math` (CEL's `ext.Math`); the first argument is that name itself. Bit operations are left out. */
export const mathFunctions: Readonly<Record<string, (namespace: unknown, ...rest: never[]) => unknown>> = {
  ...extremes('int'),
  ...extremes('double'),
  'MathNamespace.abs(int): int': (_, value: bigint) => (value < 0n ? -value : value),
  'MathNamespace.abs(double): double': (_, value: number) => Math.abs(value),
  'MathNamespace.sign(int): int': (_, value: bigint) => (value > 0n ? 1n : value < 0n ? -1n : 0n),
  'MathNamespace.sign(double): double': (_, value: number) => Math.sign(value),
  'MathNamespace.ceil(double): double': (_, value: number) => Math.ceil(value),
  'MathNamespace.floor(double): double': (_, value: number) => Math.floor(value),
  'MathNamespace.trunc(double): double': (_, value: number) => Math.trunc(value),
  // Half of one goes away from zero.
  'MathNamespace.round(double): double': (_, value: number) => Math.sign(value) * Math.round(Math.abs(value)),
};

/** The greatest and the least of one, two or three values, and of a list. */
function extremes(type: 'int' | 'double') {
  const parameters = [...[1, 2, 3].map((count) => Array(count).fill(type).join(', ')), `list<${type}>`];
  return Object.fromEntries(
    parameters.flatMap((list) => [
      [
        `MathNamespace.greatest(${list}): ${type}`,
        (_: unknown, ...values: readonly Values[]) => ordered(values).at(-1),
      ],
      [
        `MathNamespace.least(${list}): ${type}`,
        (_: unknown, ...values: readonly Values[]) => ordered(values)[0],
      ],
    ]),
  );
}

type Values = bigint | number | readonly (bigint | number)[];

function ordered(values: readonly Values[]): readonly (bigint | number)[] {
  if (values.flat().length === 0) throw new RangeError('the list is empty');
  return values.flat().toSorted((one, other) => (one < other ? -1 : Number(one > other)));
}
