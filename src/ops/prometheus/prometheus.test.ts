import { expect, test } from 'vitest';
import { createCounter } from './counter.ts';
import { createHistogram } from './histogram.ts';
import { createReading } from './reading.ts';

// The text format 0.0.4 of Prometheus (prometheus.io/docs/instrumenting/exposition_formats).

test('a counter has one line for each combination of labels', () => {
  const counter = createCounter({ name: 'seen', help: 'Seen.', labelNames: ['a', 'b'] });
  counter.add('1', '2');
  counter.add('1', '2');
  counter.add('12', '');
  expect(counter.write()).toBe(
    '# HELP seen Seen.\n# TYPE seen counter\nseen{a="1",b="2"} 2\nseen{a="12",b=""} 1\n',
  );
});

test('label values are escaped', () => {
  const counter = createCounter({ name: 'seen', help: 'Seen.', labelNames: ['a'] });
  counter.add('"\\\n');
  expect(counter.write()).toContain('seen{a="\\"\\\\\\n"} 1\n');
});

test('the buckets of a histogram hold all that is at most their limit', () => {
  const histogram = createHistogram({ name: 'time', help: 'Time.', labelNames: ['a'], limits: [1, 2] });
  for (const value of [0.5, 1, 1.5, 99]) histogram.observe(value, 'x');
  expect(histogram.write()).toBe(
    [
      '# HELP time Time.',
      '# TYPE time histogram',
      'time_bucket{a="x",le="1"} 2',
      'time_bucket{a="x",le="2"} 3',
      'time_bucket{a="x",le="+Inf"} 4',
      'time_sum{a="x"} 102',
      'time_count{a="x"} 4',
      '',
    ].join('\n'),
  );
});

test('a reading is looked up each time', async () => {
  let value = 0;
  const reading = createReading({ name: 'now', help: 'Now.', type: 'gauge', read: async () => ++value });
  expect(await reading.write()).toBe('# HELP now Now.\n# TYPE now gauge\nnow 1\n');
  expect(await reading.write()).toContain('now 2\n');
});
