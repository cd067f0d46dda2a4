import { createSocket, type Socket } from 'node:dgram';
import { afterEach, expect, test } from 'vitest';
import { createCollectingLog } from '../../tests/support/collecting-log.ts';
import { createFrozenClock } from '../../tests/support/frozen-clock.ts';
import { readSection } from '../../tests/support/read-section.ts';
import { ntp } from '../config/sections/ntp.ts';
import { AppError } from '../lib/app-error.ts';
import { systemRandom } from '../lib/random.ts';
import { checkClock } from './check-clock.ts';

let server: Socket | undefined;
afterEach(() => new Promise<void>((resolve) => (server === undefined ? resolve() : server.close(resolve))));

const clock = createFrozenClock();

/** A time server that is so far ahead of the frozen clock, and in what its answers are not as they should be. */
async function startTimeServer(aheadMs: number, change: (answer: Buffer) => void = () => undefined) {
  const socket = createSocket('udp4');
  server = socket;
  socket.on('message', (request, { port, address }) => {
    const answer = Buffer.alloc(48);
    answer[0] = ((request[0] ?? 0) & 0b00111000) | 4;
    answer[1] = 2;
    request.copy(answer, 24, 40, 48);
    const ms = clock.now() + aheadMs;
    for (const offset of [32, 40]) {
      answer.writeUInt32BE((Math.floor(ms / 1000) + 2_208_988_800) % 2 ** 32, offset);
      answer.writeUInt32BE(Math.floor(((ms % 1000) / 1000) * 2 ** 32), offset + 4);
    }
    const wrong = Buffer.from(answer);
    change(wrong);
    socket.send(wrong, port, address);
    if (!wrong.equals(answer)) setImmediate(() => socket.send(answer, port, address));
  });
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  return socket.address().port;
}

async function check(port: number, keys: object = {}) {
  const { log, lines } = createCollectingLog();
  const { ready } = readSection(ntp, { address: `udp://127.0.0.1:${port}`, ...keys });
  const told = await checkClock(ready, { clock, random: systemRandom, log }).catch((error: unknown) => error);
  return { told, lines };
}

test.each([0, 2900, -2900])('a clock that is off by %i ms is fine', async (aheadMs) => {
  expect(await check(await startTimeServer(aheadMs))).toEqual({ told: undefined, lines: [] });
});

test.each([
  [4000, 'behind'],
  [-4000, 'ahead of'],
])('one that is off by %i ms ends the start, with what to mend', async (aheadMs, word) => {
  const { told } = await check(await startTimeServer(aheadMs));
  expect(told).toBeInstanceOf(AppError);
  expect(told).toMatchObject({
    message: expect.stringContaining(`4.0 seconds ${word}`),
    detail: expect.stringContaining('max_desync'),
  });
});

test('or is only logged, where that is written', async () => {
  const { told, lines } = await check(await startTimeServer(4000), { disable_failure: true });
  expect(told).toBeUndefined();
  expect(lines).toMatchObject([{ level: 'error', offset_ms: 4000 }]);
});

test.each([
  ['of another question', (answer: Buffer) => answer.fill(1, 24, 32)],
  ['of a server that does not know the time', (answer: Buffer) => answer.fill(0, 1, 2)],
  ['of a client', (answer: Buffer) => answer.fill(0b00100011, 0, 1)],
])('an answer %s does not count', async (_what, change) => {
  expect(
    (
      await check(
        await startTimeServer(0, (answer) => {
          change(answer);
          answer.writeUInt32BE(1, 40);
        }),
      )
    ).told,
  ).toBeUndefined();
});

test('a server that is not there is logged, and nothing more', async () => {
  const port = await startTimeServer(0);
  await new Promise<void>((resolve) => server?.close(resolve));
  server = undefined;
  const { told, lines } = await check(port);
  expect(told).toBeUndefined();
  expect(lines).toMatchObject([{ level: 'warn', msg: expect.stringContaining('does not answer') }]);
});

test('nobody is asked where nothing is written, or it is switched off', async () => {
  const { log, lines } = createCollectingLog();
  await checkClock(readSection(ntp, undefined).ready, { clock, random: systemRandom, log });
  const { told } = await check(await startTimeServer(9000), { disable_startup_check: true });
  expect([told, lines]).toEqual([undefined, []]);
});
