import { expect, test } from 'vitest';
import { createWorkerBlockingHashes } from './worker-blocking-hashes.ts';

const password = Buffer.from('password');
const cheap = { kind: 'sha-crypt', algorithm: 'sha256', salt: 'saltsalt', rounds: 1000 } as const;
const endless = { ...cheap, rounds: 999_999_999 } as const;
const impossible = { kind: 'yescrypt', salt: Buffer.alloc(16), costLog2: 4, blockSize: -1 } as const;

test('a hash that cannot be computed is an error and harms no other', async () => {
  const hashes = createWorkerBlockingHashes();
  const [failed, computed] = await Promise.allSettled([
    hashes.compute(impossible, password),
    hashes.compute(cheap, password),
  ]);
  expect(failed).toMatchObject({ status: 'rejected', reason: { code: 'internal' } });
  expect(computed.status).toBe('fulfilled');
  await hashes.close();
});

test('whoever waits when the thread ends is told, and the next one gets a new thread', async () => {
  const hashes = createWorkerBlockingHashes();
  const before = await hashes.compute(cheap, password);
  const waiting = expect(hashes.compute(endless, password)).rejects.toMatchObject({ code: 'internal' });
  await hashes.close();
  await waiting;
  expect(await hashes.compute(cheap, password)).toEqual(before);
  await hashes.close();
});

test('to end what never began is nothing', async () => {
  await expect(createWorkerBlockingHashes().close()).resolves.toBeUndefined();
});
