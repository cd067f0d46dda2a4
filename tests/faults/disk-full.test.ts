import { execFileSync, spawnSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { createFaultGatehouseProcess, startFaultGatehouse } from '../support/faults/fault-gatehouse.ts';
import { startFaultLoad } from '../support/faults/fault-load.ts';
import { runFault } from '../support/faults/run-fault.ts';
import { describeWithRedis, startRedisServer } from '../support/redis-server.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';

// A disk that is full, a real one: a small file system in memory, which only root can make.

const opened: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close();
});

const canMount = (() => {
  if (process.getuid?.() !== 0) return false;
  const folder = `/tmp/gatehouse-mount-${process.pid}`;
  mkdirSync(folder);
  const isMounted = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder]).status === 0;
  if (isMounted) execFileSync('umount', [folder]);
  rmSync(folder, { recursive: true });
  return isMounted;
})();

/** A file system of eight megabytes. */
async function mountDisk() {
  const folder = await createTemporaryFolder('disk');
  opened.push(() => folder.remove());
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m,mode=755', 'tmpfs', folder.path]);
  opened.push(async () => void spawnSync('umount', ['-l', folder.path]));
  const ballast = join(folder.path, 'ballast');
  return {
    path: folder.path,
    /** Takes all that is left. */
    fill() {
      const file = openSync(ballast, 'w');
      const block = Buffer.alloc(4096);
      try {
        for (;;) writeSync(file, block);
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
      } finally {
        closeSync(file);
      }
    },
    empty: () => rmSync(ballast),
  };
}

// Where no disk can be made (containers without the right to mount), there is none to fill, and this says so.
if (!canMount)
  test('no disk can be made here, so none is filled', () => {
    expect(canMount).toBe(false);
  });

if (canMount)
  describe('a full disk (only root can make one)', () => {
    test('with database and log on it: who is signed in goes on, the process lives, and all is written later', async () => {
      const disk = await mountDisk();
      const keys = {
        log: { level: 'debug', file_path: join(disk.path, 'gatehouse.log'), keep_stdout: true },
      };
      const gatehouse = await createFaultGatehouseProcess({ name: 'alone', folder: disk.path, keys });
      opened.push(() => gatehouse.close());
      await gatehouse.start();
      const load = await startFaultLoad({ doors: [gatehouse.door] });
      await runFault(load, { begin: () => disk.fill(), end: () => disk.empty() });
      const { counts } = load;
      expect(counts.of('unavailable', 'the fault'), counts.table()).toBeGreaterThan(0);
      expect(counts.of('allowed', 'the fault'), counts.table()).toBeGreaterThan(0);
      expect(counts.of('unreachable'), counts.table()).toBe(0);
    }, 240_000);

    describeWithRedis('with the append-only file of Redis on it', () => {
      test('Redis takes no writes: sessions go on, nobody is signed in, nothing is lost', async () => {
        const disk = await mountDisk();
        const settings = [`dir ${disk.path}`, 'appendonly yes', 'appendfsync everysec'];
        const server = await startRedisServer({ settings });
        opened.push(() => server.close());
        const folder = await createTemporaryFolder('faults');
        opened.push(() => folder.remove());
        const session = { redis: { host: '127.0.0.1', port: server.port, timeout: '1s' } };
        const gatehouse = await startFaultGatehouse({ name: 'one', folder: folder.path, session });
        opened.push(() => gatehouse.close());
        const load = await startFaultLoad({ doors: [gatehouse.door], behindMs: 100 });
        await runFault(load, { begin: () => disk.fill(), end: () => disk.empty() });
        const { counts } = load;
        expect(counts.of('unavailable', 'the fault'), counts.table()).toBeGreaterThan(0);
      }, 240_000);
    });
  });
