/** One value, or set of values, for each combination of label values. */
export interface Series<Value> {
  /** The value of this combination, made where it is new. In the order of the label names. */
  of(...labelValues: readonly string[]): Value;
  /** Every value with its labels as they are written: `code="200",method="GET"`. */
  entries(): Iterable<readonly [labels: string, value: Value]>;
}

/** No label value holds it: those are words of ours, or names of endpoints. */
const separator = '\u0000';

/** Keeps values by label values. Whoever calls `of` must see to it that strangers cannot make new combinations. */
export function createSeries<Value>(labelNames: readonly string[], create: () => Value): Series<Value> {
  const byKey = new Map<string, { readonly labels: string; readonly value: Value }>();
  return {
    of(...labelValues) {
      const key = labelValues.join(separator);
      const known = byKey.get(key);
      if (known !== undefined) return known.value;
      const value = create();
      byKey.set(key, { labels: writeLabels(labelNames, labelValues), value });
      return value;
    },
    *entries() {
      for (const { labels, value } of byKey.values()) yield [labels, value];
    },
  };
}

function writeLabels(names: readonly string[], values: readonly string[]): string {
  return names.map((name, index) => `${name}="${escapeLabel(values[index] ?? '')}"`).join(',');
}

function escapeLabel(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
