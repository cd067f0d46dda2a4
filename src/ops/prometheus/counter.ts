import { type Metric, type MetricDefinition, metricHead } from './metric.ts';
import { createSeries } from './series.ts';

/** A number that only grows, for each combination of label values. */
export interface Counter extends Metric {
  add(...labelValues: readonly string[]): void;
}

/** Makes a counter. */
export function createCounter(
  definition: MetricDefinition & { readonly labelNames: readonly string[] },
): Counter {
  const series = createSeries(definition.labelNames, () => ({ count: 0 }));
  return {
    add(...labelValues) {
      series.of(...labelValues).count += 1;
    },
    write() {
      const lines = [...series.entries()].map(
        ([labels, { count }]) => `${definition.name}{${labels}} ${count}\n`,
      );
      return metricHead(definition, 'counter') + lines.join('');
    },
  };
}
