import type { Metric } from '../prometheus/metric.ts';
import { createReading, type ReadingDefinition } from '../prometheus/reading.ts';

const microsecondsPerSecond = 1e6;

const readings: readonly ReadingDefinition[] = [
  {
    name: 'process_cpu_seconds_total',
    type: 'counter',
    help: 'Processor time spent, in seconds.',
    read() {
      const { user, system } = process.cpuUsage();
      return (user + system) / microsecondsPerSecond;
    },
  },
  {
    name: 'process_start_time_seconds',
    type: 'gauge',
    help: 'When the process started, in seconds since 1970.',
    read: () => performance.timeOrigin / 1000,
  },
  {
    name: 'process_resident_memory_bytes',
    type: 'gauge',
    help: 'Memory in use, in bytes.',
    read: () => process.memoryUsage.rss(),
  },
  {
    name: 'nodejs_heap_size_used_bytes',
    type: 'gauge',
    help: 'Memory that objects take, in bytes.',
    read: () => process.memoryUsage().heapUsed,
  },
  {
    name: 'nodejs_eventloop_utilization',
    type: 'gauge',
    help: 'Share of the time since the start in which the event loop was busy.',
    read: () => performance.eventLoopUtilization().utilization,
  },
];

/** The basics of the process, under the names that dashboards for Node.js know. */
export function processMetrics(): readonly Metric[] {
  return readings.map(createReading);
}
