import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { AppError } from '../../lib/app-error.ts';
import { describeOidcStorage } from '../oidc.contract.ts';
import { describeSealedSecrets } from '../sealed-secret.contract.ts';
import { describeStorage } from '../storage.contract.ts';
import { describeTotpStorage } from '../totp.contract.ts';
import { openSqlite } from './sqlite.ts';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-sqlite-'));
const path = join(folder, 'data', 'db.sqlite3');
afterAll(() => rmSync(folder, { recursive: true }));

const engine = { name: 'SQLite', open: () => openSqlite(path), isShared: false };
describeStorage(engine);
describeSealedSecrets(engine);
describeTotpStorage(engine);
describeOidcStorage(engine);

test('the file is made with its folder, and only its owner may read it', async () => {
  const own = join(folder, 'deep', 'down', 'db.sqlite3');
  await openSqlite(own).close();
  expect(statSync(own).mode & 0o777).toBe(0o600);
});

test('a file that is no database, or no file, is told as such', () => {
  expect(() => openSqlite(folder)).toThrow(AppError);
});
