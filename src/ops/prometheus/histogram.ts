import { type Metric, type MetricDefinition, metricHead } from './metric.ts';
import { createSeries } from './series.ts';

/** How values are spread over buckets, for each combination of label values. */
export interface Histogram extends Metric {
  observe(value: number, ...labelValues: readonly string[]): void;
}

interface Distribution {
  /** For each bucket the values in it and in none before it; the last is for those above all limits. */
  readonly counts: number[];
  sum: number;
}

/** Makes a histogram; `limits` are the upper ends of the buckets, in growing order. */
export function createHistogram(
  definition: MetricDefinition & {
    readonly labelNames: readonly string[];
    readonly limits: readonly number[];
  },
): Histogram {
  const { name, labelNames, limits } = definition;
  const series = createSeries<Distribution>(labelNames, () => ({
    counts: Array.from({ length: limits.length + 1 }, () => 0),
    sum: 0,
  }));
  return {
    observe(value, ...labelValues) {
      const distribution = series.of(...labelValues);
      const found = limits.findIndex((limit) => value <= limit);
      const bucket = found === -1 ? limits.length : found;
      distribution.counts[bucket] = (distribution.counts[bucket] ?? 0) + 1;
      distribution.sum += value;
    },
    write() {
      const parts = [...series.entries()].map(([labels, one]) =>
        writeDistribution(name, labels, limits, one),
      );
      return metricHead(definition, 'histogram') + parts.join('');
    },
  };
}

function writeDistribution(
  name: string,
  labels: string,
  limits: readonly number[],
  { counts, sum }: Distribution,
): string {
  let total = 0;
  const buckets = [...limits, '+Inf'].map((limit, index) => {
    total += counts[index] ?? 0;
    return `${name}_bucket{${labels},le="${limit}"} ${total}\n`;
  });
  return `${buckets.join('')}${name}_sum{${labels}} ${sum}\n${name}_count{${labels}} ${total}\n`;
}
