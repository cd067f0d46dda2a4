import { openSqlite } from './dialects/sqlite.ts';
import { describeKeptSessions } from './kept-sessions.contract.ts';

describeKeptSessions('SQLite', () => openSqlite(':memory:'));
