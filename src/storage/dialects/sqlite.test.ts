import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { describeStorageEngine } from '../../../tests/support/describe-storage-engine.ts';
import { AppError } from '../../lib/app-error.ts';
import { openSqlite } from './sqlite.ts';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-sqlite-'));
const path = join(folder, 'data', 'db.sqlite3');
afterAll(() => rmSync(folder, { recursive: true }));

describeStorageEngine({ name: 'SQLite', open: () => openSqlite(path), isShared: false });

test('the file is made with its folder, and only its owner may read it', async () => {
  const own = join(folder, 'deep', 'down', 'db.sqlite3');
  await openSqlite(own).close();
  expect(statSync(own).mode & 0o777).toBe(0o600);
});

test('a file that is no database, or no file, is told as such', () => {
  expect(() => openSqlite(folder)).toThrow(AppError);
});
