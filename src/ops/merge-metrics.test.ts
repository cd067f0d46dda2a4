import { expect, test } from 'vitest';
import { mergeMetrics } from './merge-metrics.ts';

const page = (requests: number) => `# HELP requests Requests answered.
# TYPE requests counter
requests{method="GET",status="200"} ${requests}
requests{method="GET",status="a } b"} 1
# HELP up Whether it is up.
# TYPE up gauge
up 1
`;

test('every sample has its worker, and the samples of a metric stand together', () => {
  const pages = [
    { worker: 1, text: page(3) },
    { worker: 2, text: page(4.5) },
  ];
  expect(mergeMetrics(pages)).toBe(`# HELP requests Requests answered.
# TYPE requests counter
requests{worker="1",method="GET",status="200"} 3
requests{worker="1",method="GET",status="a } b"} 1
requests{worker="2",method="GET",status="200"} 4.5
requests{worker="2",method="GET",status="a } b"} 1
# HELP up Whether it is up.
# TYPE up gauge
up{worker="1"} 1
up{worker="2"} 1
`);
});

test('without workers there is nothing to tell', () => {
  expect(mergeMetrics([])).toBe('');
});
