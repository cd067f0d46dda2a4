import type { z } from 'zod';
import { address } from '../notations/address.ts';
import { boolean } from '../notations/boolean.ts';
import { group } from '../notations/group.ts';
import { defaulted } from '../notations/key.ts';
import type { Section } from '../section.ts';
import { buffers, timeouts } from './server/connection-limits.ts';

/** The `telemetry` section (behaviour.md §4.3). */
export type TelemetryConfig = z.output<typeof schema>;

const listener = address({
  schemes: ['tcp', 'tcp4', 'tcp6', 'unix', 'fd'],
  port: 9959,
  example: 'tcp://:9959/metrics',
});

const schema = group(
  {
    metrics: group(
      {
        enabled: defaulted(boolean, false, 'Serves metrics for Prometheus.'),
        address: defaulted(
          listener,
          'tcp://:9959/metrics',
          'Where they are served; the path is /metrics if left out.',
        ),
        buffers,
        timeouts,
      },
      'Metrics.',
    ).transform((metrics) => ({
      ...metrics,
      address: metrics.address.path === '/' ? { ...metrics.address, path: '/metrics' } : metrics.address,
    })),
  },
  'What operators may observe.',
);

/** The `telemetry` section. */
export const telemetry: Section<TelemetryConfig> = { schema };
