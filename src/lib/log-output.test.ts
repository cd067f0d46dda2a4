import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFrozenClock } from '../../tests/support/frozen-clock.ts';
import { createLog } from './log.ts';
import { openLogOutput } from './log-output.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'gatehouse-log-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const open = (filePath: string, format: 'text' | 'json') =>
  openLogOutput({ filePath, format, keepsStandardOutput: false, clock: createFrozenClock() });

test('a line stands in the file, in the form asked for, as soon as it is logged', () => {
  const path = join(folder, 'deep', 'gatehouse.log');
  createLog('info', open(path, 'text')).info({ user: 'john' }, 'Signed in');
  expect(readFileSync(path, 'utf8')).toMatch(/^time="[^"]+" level=info msg="Signed in" user=john\n$/);
});

test('the time of opening enters the name', () => {
  open(join(folder, 'gatehouse-{datetime:20060102}.log'), 'json').write('{}\n');
  open(join(folder, 'gatehouse-%d.log'), 'json').write('{}\n');
  expect(readdirSync(folder).sort()).toEqual([
    'gatehouse-2026-01-01T00:00:00Z.log',
    'gatehouse-20260101.log',
  ]);
});

test('after a rotation by rename and a reopening, lines go to the new file', () => {
  const path = join(folder, 'gatehouse.log');
  const output = open(path, 'json');
  output.write('{"msg":"one"}\n');
  renameSync(path, `${path}.1`);
  output.reopen();
  output.write('{"msg":"two"}\n');
  expect(readFileSync(`${path}.1`, 'utf8')).toContain('one');
  expect(readFileSync(path, 'utf8')).toBe('{"msg":"two"}\n');
});
