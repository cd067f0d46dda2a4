import { expect, test } from 'vitest';
import { renderMailboxPage } from './mailbox-page.ts';

const mail = {
  receivedAtMs: Date.UTC(2026, 0, 1),
  to: 'alice@example.localhost',
  subject: 'Hello',
  text: '',
};

test('web addresses are links, whatever else a mail holds is text', () => {
  const text =
    'Go to\nhttp://auth.example.localhost:8080/revoke?id=1&x=2\n<img src=x> javascript:alert(1) http://x"onclick=y';
  const html = renderMailboxPage([{ ...mail, subject: '<script>', text }]);
  expect(html).toContain('<a href="http://auth.example.localhost:8080/revoke?id=1&amp;x=2">');
  expect(html).toContain(
    '&lt;img src=x&gt; javascript:alert(1) <a href="http://x">http://x</a>&quot;onclick=y',
  );
  expect(html).not.toMatch(/<script|<img/);
});

test('the newest comes first; an empty mailbox says so', () => {
  const html = renderMailboxPage([{ ...mail, subject: 'Second' }, mail]);
  expect(html.indexOf('Second')).toBeLessThan(html.indexOf('Hello'));
  expect(renderMailboxPage([])).toContain('No mail has come yet.');
});
