import { setTimeout as delay } from 'node:timers/promises';
import { createClient } from 'redis';
import { expect } from 'vitest';
import type { SessionStore } from '../../src/session/store.ts';

const limitMs = 60_000;

/** What a Redis on that loopback port answers to one command, on a connection of its own. */
export async function askRedis(
  { port, password }: { readonly port: number; readonly password?: string | undefined },
  ...command: string[]
): Promise<unknown> {
  const client = createClient({
    socket: { port, reconnectStrategy: false },
    ...(password === undefined ? {} : { password }),
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await client.sendCommand(command);
  } finally {
    client.destroy();
  }
}

/** Repeats until it neither throws nor gives undefined or false. */
export async function eventually<Value>(work: () => Promise<Value | undefined | false>): Promise<Value> {
  const endMs = performance.now() + limitMs;
  for (;;) {
    let lastError: unknown;
    try {
      const value = await work();
      if (value !== undefined && value !== false) return value;
    } catch (error) {
      lastError = error;
    }
    if (performance.now() > endMs) throw new Error('it never came', { cause: lastError });
    await delay(50);
  }
}

/** Waits until a hundred loads of a session together read nothing from the server. */
export async function untilCached(
  store: SessionStore,
  key: string,
  server: { readonly port: number; readonly password?: string },
): Promise<void> {
  const reads = async () =>
    /cmdstat_hmget:calls=\d+/.exec(String(await askRedis(server, 'INFO', 'commandstats')))?.[0];
  await eventually(async () => {
    const before = await reads();
    for (let request = 0; request < 100; request++) await store.load(key);
    return before !== undefined && (await reads()) === before;
  });
  expect(await store.load(key)).toBeDefined();
}
