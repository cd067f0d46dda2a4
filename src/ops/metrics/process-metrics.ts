import { Counter, Gauge, type Registry } from 'prom-client';

interface ProcessMetric {
  readonly name: string;
  readonly help: string;
  readonly read: () => number;
}

const microsecondsPerSecond = 1e6;

/** The basics of the process, under the names that dashboards for Node.js know. */
const processMetrics: readonly ProcessMetric[] = [
  {
    name: 'process_cpu_seconds_total',
    help: 'Processor time spent, in seconds.',
    read() {
      const { user, system } = process.cpuUsage();
      return (user + system) / microsecondsPerSecond;
    },
  },
  {
    name: 'process_start_time_seconds',
    help: 'When the process started, in seconds since 1970.',
    read: () => performance.timeOrigin / 1000,
  },
  {
    name: 'process_resident_memory_bytes',
    help: 'Memory in use, in bytes.',
    read: () => process.memoryUsage.rss(),
  },
  {
    name: 'nodejs_heap_size_used_bytes',
    help: 'Memory that objects take, in bytes.',
    read: () => process.memoryUsage().heapUsed,
  },
  {
    name: 'nodejs_eventloop_utilization',
    help: 'Share of the time since the start in which the event loop was busy.',
    read: () => performance.eventLoopUtilization().utilization,
  },
];

/** Registers them; their values are read when Prometheus asks. */
export function registerProcessMetrics(registry: Registry): void {
  for (const metric of processMetrics) {
    if (metric.name.endsWith('_total')) registerCounter(registry, metric);
    else registerGauge(registry, metric);
  }
}

function registerCounter(registry: Registry, { name, help, read }: ProcessMetric): void {
  const counter: Counter = new Counter({
    name,
    help,
    registers: [registry],
    collect() {
      counter.reset();
      counter.inc(read());
    },
  });
}

function registerGauge(registry: Registry, { name, help, read }: ProcessMetric): void {
  const gauge: Gauge = new Gauge({ name, help, registers: [registry], collect: () => gauge.set(read()) });
}
