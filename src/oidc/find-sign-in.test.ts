import { expect, test } from 'vitest';
import { cookieDomain, sessionOfJohn } from '../../tests/support/session-fixtures.ts';
import { createHmacSha256 } from '../lib/hmac.ts';
import { createSignIns } from './find-sign-in.ts';

test('a device that stands for a second factor raises the level, and no client is told of it', async () => {
  const signIns = createSignIns({
    subjects: { of: async () => 'subject', findUser: async () => 'john' },
    hash: createHmacSha256(Buffer.alloc(32)),
  });
  const session = sessionOfJohn(0, { methods: ['pwd', 'remembered-device'] });
  const signIn = await signIns.of(cookieDomain(), session, undefined);
  expect([signIn.level, signIn.methods]).toEqual([2, ['pwd']]);
});
