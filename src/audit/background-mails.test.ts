import { expect, test } from 'vitest';
import { createCollectingLog } from '../../tests/support/collecting-log.ts';
import { createBackgroundMails } from './background-mails.ts';

test('whoever causes a mail does not wait for it; closing does', async () => {
  const { log, lines } = createCollectingLog();
  const mails = createBackgroundMails(log);
  const { promise, resolve } = Promise.withResolvers<void>();
  let sent = 0;
  mails.add(async () => {
    await promise;
    sent += 1;
  });
  expect(sent).toBe(0);
  const closed = mails.close();
  resolve();
  await closed;
  expect(sent).toBe(1);
  expect(lines).toEqual([]);
});

test('a mail server that hangs neither fills the memory nor is asked by many at once', () => {
  const { log, lines } = createCollectingLog();
  const mails = createBackgroundMails(log);
  let started = 0;
  for (let count = 0; count < 1200; count++) {
    mails.add(() => {
      started += 1;
      return new Promise(() => undefined);
    });
  }
  expect(started).toBe(4);
  expect(lines).toHaveLength(196);
});

test('one failure stops no other mail', async () => {
  const { log, lines } = createCollectingLog();
  const mails = createBackgroundMails(log);
  let sent = 0;
  for (let count = 0; count < 20; count++) {
    mails.add(() => {
      if (count % 2 === 0) return Promise.reject(new Error('away'));
      sent += 1;
      return Promise.resolve();
    });
  }
  await mails.settled();
  expect([sent, lines.length]).toEqual([10, 10]);
});
