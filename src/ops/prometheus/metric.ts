/** What every metric has: a name, and a sentence for whoever reads the page. */
export interface MetricDefinition {
  readonly name: string;
  readonly help: string;
}

/** A metric that can be written out. */
export interface Metric {
  /** Its lines in Prometheus' text format 0.0.4. */
  write(): string | Promise<string>;
}

/** The two lines that stand before the values of a metric. */
export function metricHead(
  { name, help }: MetricDefinition,
  type: 'counter' | 'gauge' | 'histogram',
): string {
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n`;
}
