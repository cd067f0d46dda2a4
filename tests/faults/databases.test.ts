import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import type { DatabaseServer } from '../support/database-server.ts';
import type { FaultDoor } from '../support/faults/fault-door.ts';
import { startFaultGatehouse } from '../support/faults/fault-gatehouse.ts';
import { type FaultLoad, startFaultLoad } from '../support/faults/fault-load.ts';
import { runFault } from '../support/faults/run-fault.ts';
import { describeWithMariadb, mariadbAccount, startMariadb } from '../support/mariadb-server.ts';
import { describeWithPostgres, postgresAccount, startPostgres } from '../support/postgres-server.ts';
import { startTcpGate } from '../support/tcp-gate.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';

// One instance with sessions in memory that are kept in a database server, which is killed, stopped and cut off under visitors.

const engines = [
  {
    name: 'PostgreSQL',
    describe: describeWithPostgres,
    stoppedBy: 'SIGINT',
    // Against a kill, what was committed must be on the disk.
    start: () => startPostgres({ fsync: 'on' }),
    keys: (port: number) => ({
      postgres: {
        address: `tcp://127.0.0.1:${port}`,
        database: 'postgres',
        ...postgresAccount,
        timeout: '1s',
      },
    }),
  },
  {
    name: 'MariaDB',
    describe: describeWithMariadb,
    stoppedBy: 'SIGTERM',
    start: () => startMariadb(),
    keys: (port: number) => ({
      mysql: { address: `tcp://127.0.0.1:${port}`, ...mariadbAccount, timeout: '1s' },
    }),
  },
] as const;

for (const engine of engines) {
  engine.describe(`sessions in memory, kept in ${engine.name}`, () => {
    let server: DatabaseServer;
    beforeAll(async () => {
      server = await engine.start();
    }, 90_000);
    afterAll(() => server?.close());

    const opened: (() => Promise<unknown>)[] = [];
    afterEach(async () => {
      for (const close of opened.splice(0).toReversed()) await close();
    });

    async function startWorld(session: Readonly<Record<string, unknown>> = {}, names = ['alone']) {
      const network = await startTcpGate(server.port);
      opened.push(() => network.close());
      const folder = await createTemporaryFolder('faults');
      opened.push(() => folder.remove());
      const storage = engine.keys(network.port);
      const doors: FaultDoor[] = [];
      // One after the other, for the first one makes the tables.
      for (const name of names) {
        const gatehouse = await startFaultGatehouse({ name, folder: folder.path, storage, session });
        opened.push(() => gatehouse.close());
        doors.push(gatehouse.door);
      }
      return { network, load: await startFaultLoad({ doors }) };
    }

    /** What a killed server left running of itself holds the data for a moment. */
    const startAgain = () =>
      expect.poll(() => server.start().then(() => true), { timeout: 30_000 }).toBe(true);

    /** People who are signed in notice nothing; who wants to sign in, to prove more or to end something, is told. */
    function expectVisitsGoOn({ counts }: FaultLoad): void {
      expect(counts.of('unavailable', 'the fault'), counts.table()).toBeGreaterThan(0);
      expect(counts.of('allowed', 'the fault'), counts.table()).toBeGreaterThan(0);
    }

    test('with session.store: sql, two instances: while it is killed nobody is let in wrongly, and none is lost', async () => {
      const { load } = await startWorld({ store: 'sql' }, ['one', 'two']);
      await runFault(load, { begin: () => server.stop('SIGKILL'), end: startAgain });
      expect(load.counts.of('unavailable', 'the fault'), load.counts.table()).toBeGreaterThan(0);
    }, 240_000);

    describe('who is signed in goes on, and nobody comes in who must not', () => {
      test.each(['SIGKILL', engine.stoppedBy] as const)(
        'while it is ended by %s and started again',
        async (signal) => {
          const { load } = await startWorld();
          await runFault(load, { begin: () => server.stop(signal), end: startAgain });
          expectVisitsGoOn(load);
        },
        240_000,
      );

      test('while it stands still, or the network to it is cut: nothing comes, and no connection ends', async () => {
        const { load, network } = await startWorld();
        await runFault(load, { begin: () => network.cut(), end: () => network.mend() });
        expectVisitsGoOn(load);
      }, 240_000);
    });
  });
}
