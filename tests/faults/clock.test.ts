import { afterEach, describe, expect, test } from 'vitest';
import { startFaultGatehouse } from '../support/faults/fault-gatehouse.ts';
import { startFaultLoad } from '../support/faults/fault-load.ts';
import { runFault } from '../support/faults/run-fault.ts';
import { describeWithRedis, startRedisServer } from '../support/redis-server.ts';
import { createTemporaryFolder } from '../support/temporary-folder.ts';

// The clock of the machine is set, under visitors. It is set by the clock that is handed in: a whole process under a false clock would take
// `faketime`, which lies to one program; what the kernel counts (timers) does not change with the time of day in either case.

const opened: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of opened.splice(0).toReversed()) await close();
});

const minute = 60_000;

/** The machine's own clock, wrong by so much. */
function createSteppedClock() {
  let offsetMs = 0;
  return {
    now: () => Date.now() + offsetMs,
    step(milliseconds: number) {
      offsetMs += milliseconds;
    },
  };
}

async function openFolder(): Promise<string> {
  const folder = await createTemporaryFolder('faults');
  opened.push(() => folder.remove());
  return folder.path;
}

describe('the clock of the only instance is set', () => {
  async function startWorld() {
    const clock = createSteppedClock();
    const gatehouse = await startFaultGatehouse({ name: 'alone', folder: await openFolder(), clock });
    opened.push(() => gatehouse.close());
    return { clock, load: await startFaultLoad({ doors: [gatehouse.door], clock }) };
  }

  // Sessions end after five idle minutes. One that was made while the clock was an hour slow is an hour old when it is put right.
  test.each([
    ['forward by less than a session may idle, and back', [4 * minute, -4 * minute]],
    ['back by less than a session may idle, and forward', [-4 * minute, 4 * minute]],
    ['back by an hour', [-60 * minute, 0]],
  ] as const)(
    '%s: none is lost, what ended stays ended',
    async (_what, [first, second]) => {
      const { clock, load } = await startWorld();
      await runFault(load, { begin: () => clock.step(first), end: () => clock.step(second) });
      expect(load.counts.of('unavailable'), load.counts.table()).toBe(0);
    },
    240_000,
  );

  test('forward by an hour: every session of before is over, and nobody comes in with one', async () => {
    const { clock, load } = await startWorld();
    const begin = () => {
      clock.step(60 * minute);
      load.allEnded();
    };
    await runFault(load, { begin, end: () => undefined });
    expect(load.counts.of('unavailable'), load.counts.table()).toBe(0);
  }, 240_000);
});

describeWithRedis('the clock of one of two instances on Redis is set', () => {
  test.each([
    ['forward', 2 * minute],
    ['back', -2 * minute],
  ])(
    '%s by less than a session may idle: none is lost on either',
    async (_what, milliseconds) => {
      const server = await startRedisServer();
      opened.push(() => server.close());
      const session = { redis: { host: '127.0.0.1', port: server.port, timeout: '1s' } };
      // One-time passwords of people whose clocks are right.
      const keys = { totp: { disable_reuse_security_policy: true, skew: 10 } };
      const folder = await openFolder();
      const clock = createSteppedClock();
      const right = await startFaultGatehouse({ name: 'right', folder, session, keys });
      opened.push(() => right.close());
      const wrong = await startFaultGatehouse({ name: 'wrong', folder, session, keys, clock });
      opened.push(() => wrong.close());
      const load = await startFaultLoad({ doors: [right.door, wrong.door], behindMs: 100 });
      await runFault(load, { begin: () => clock.step(milliseconds), end: () => clock.step(-milliseconds) });
      expect(load.counts.of('unavailable'), load.counts.table()).toBe(0);
    },
    240_000,
  );
});
