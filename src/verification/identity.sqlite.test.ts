import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';
import { openSqlite } from '../storage/dialects/sqlite.ts';
import { describeIdentityChecks } from './identity.contract.ts';

const folder = mkdtempSync(join(tmpdir(), 'gatehouse-identity-'));
afterAll(() => rmSync(folder, { recursive: true }));

describeIdentityChecks({
  name: 'SQLite',
  open: () => openSqlite(join(folder, 'db.sqlite3')),
  isShared: false,
});
