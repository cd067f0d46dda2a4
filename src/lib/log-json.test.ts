import { expect, test } from 'vitest';
import { toJsonLine } from './log-json.ts';

test('the fields stand in the order of their names, the address behind the message', () => {
  const line = JSON.stringify({
    level: 'error',
    time: 't',
    remote_ip: '192.0.2.1',
    method: 'POST',
    msg: 'No',
  });
  expect(toJsonLine(line)).toBe(
    '{"level":"error","method":"POST","msg":"No","remote_ip":"192.0.2.1","time":"t"}\n',
  );
});

test('a warning is called as in the logs of Authelia', () => {
  expect(toJsonLine('{"level":"warn","msg":"x"}')).toBe('{"level":"warning","msg":"x"}\n');
});

test('a value stays within its field and its line', () => {
  const msg = 'x","remote_ip":"6.6.6.6\n';
  expect(JSON.parse(toJsonLine(JSON.stringify({ level: 'info', msg })))).toEqual({ level: 'info', msg });
  expect(toJsonLine(JSON.stringify({ msg })).split('\n')).toHaveLength(2);
});
