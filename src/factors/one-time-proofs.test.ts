import { inMemory, openSqlite } from '../storage/dialects/sqlite.ts';
import { describeOneTimeProofs } from './one-time-proofs.contract.ts';

describeOneTimeProofs({ name: 'SQLite', isShared: false, open: () => openSqlite(inMemory) });
