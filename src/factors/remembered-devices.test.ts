import { afterEach, beforeEach, expect, test } from 'vitest';
import { createFrozenClock } from '../../tests/support/frozen-clock.ts';
import { silentLog } from '../lib/log.ts';
import { systemRandom } from '../lib/random.ts';
import { createTickets } from '../session/tickets.ts';
import { openStorage, type Storage } from '../storage/open-storage.ts';
import { createRememberedDeviceStore } from '../storage/remembered-devices.ts';
import { createRememberedDevices } from './remembered-devices.ts';

const day = 86_400_000;
const john = { username: 'john', cookieDomain: 'example.com' };

let storage: Storage;
beforeEach(async () => {
  storage = await openStorage(
    { local: { path: ':memory:' }, encryption_key: 'a key of more than twenty' },
    { random: systemRandom, log: silentLog },
  );
});
afterEach(() => storage.database.close());

function open({
  durationMs = day as number | null,
  encryptionKey = 'a key of more than twenty',
  digestKey = 7,
} = {}) {
  const clock = createFrozenClock();
  const drawn: string[] = [];
  const devices = createRememberedDevices({
    durationMs,
    store: createRememberedDeviceStore(storage.database),
    tickets: createTickets({ encryptionKey, clock, random: systemRandom }),
    digestKey: Buffer.alloc(64, digestKey),
    clock,
    random: {
      bytes(count) {
        const bytes = systemRandom.bytes(count);
        drawn.push(bytes.toString('base64url'));
        return bytes;
      },
    },
  });
  return {
    devices,
    drawn,
    remember: async () => {
      const site = { basePath: '/', isSecure: true };
      const setCookie = await devices.remember({ ...john, site, rawUserAgent: '', rawCookieHeaders: [] });
      return setCookie?.split(';', 1) ?? [];
    },
  };
}

test('attacks: the storage holds a keyed digest, never what the ticket holds', async () => {
  const { devices, drawn, remember } = open();
  const ticket = await remember();
  const rows = await storage.database.kysely.selectFrom('remembered_devices').selectAll().execute();
  const [id = ''] = drawn;
  expect(id).toHaveLength(43);
  expect(JSON.stringify(rows)).not.toContain(id);
  expect(await devices.recognise(john, ticket)).toBe(true);
});

test('attacks: whoever has one of the two keys alone makes no ticket of what the storage holds', async () => {
  const ticket = await open().remember();
  expect(await open({ encryptionKey: 'another key of twenty' }).devices.recognise(john, ticket)).toBe(false);
  expect(await open({ digestKey: 8 }).devices.recognise(john, ticket)).toBe(false);
});

test('switched off, the tickets there are count for nothing, and can still be seen and forgotten', async () => {
  const ticket = await open().remember();
  const { devices, remember } = open({ durationMs: null });
  expect(devices.isOn).toBe(false);
  expect(await remember()).toEqual([]);
  expect(await devices.recognise(john, ticket)).toBe(false);
  expect(await devices.list('john')).toHaveLength(1);
  expect(await devices.forgetAll('john')).toBe(1);
});

test('all of a user’s are forgotten at once, nobody else’s', async () => {
  const { devices, remember } = open();
  const tickets = [await remember(), await remember()];
  expect(await devices.forgetAll('harry')).toBe(0);
  expect(await devices.forgetAll('john')).toBe(2);
  for (const ticket of tickets) expect(await devices.recognise(john, ticket)).toBe(false);
});
