import { expect, test } from 'vitest';
import { toTextLine } from './log-text.ts';

test('time, level and message come first, then the other fields in the order of their names', () => {
  const line = JSON.stringify({
    level: 'info',
    time: '2026-01-01T00:00:00.000Z',
    user: 'john',
    count: 2,
    msg: 'Signed in',
  });
  expect(toTextLine(line)).toBe(
    'time="2026-01-01T00:00:00.000Z" level=info msg="Signed in" count=2 user=john\n',
  );
});

test('a value can forge neither a field nor a line', () => {
  const line = JSON.stringify({ level: 'warn', msg: 'Refused', user: 'john level=error\nmsg="x"' });
  expect(toTextLine(line)).toBe('level=warning msg="Refused" user="john level=error\\nmsg=\\"x\\""\n');
});

test('objects are written as JSON', () => {
  expect(toTextLine(JSON.stringify({ level: 'warn', msg: 'x', rule: { number: 3 } }))).toBe(
    'level=warning msg="x" rule="{\\"number\\":3}"\n',
  );
});
