import { type Metric, type MetricDefinition, metricHead } from './metric.ts';

/** A single value that is looked up whenever Prometheus asks. */
export interface ReadingDefinition extends MetricDefinition {
  /** A counter only grows, a gauge goes up and down. */
  readonly type: 'counter' | 'gauge';
  readonly read: () => number | Promise<number>;
}

/** Makes a metric of such a value. */
export function createReading(definition: ReadingDefinition): Metric {
  return {
    write: async () =>
      `${metricHead(definition, definition.type)}${definition.name} ${await definition.read()}\n`,
  };
}
