import { expect, test } from 'vitest';
import { literalEnd } from './literal-end.ts';

test.each([
  ['^a\\.example\\.com$', 'a.example.com'],
  ['^user-(?P<User>\\w+)\\.example\\.com$', '.example.com'],
  ['^(pub|img)-data\\.Example\\.com$', '-data.example.com'],
  ['^(\\d+\\-)?priv-img.example.com$', 'com'],
  ['\\.com$', '.com'],
  ['x[a-z]$', ''],
  ['[[:alpha:]]b$', 'b'],
  ['^a$|^b\\.c$', ''],
  ['a\\.b', ''],
  ['a\\$', ''],
  ['(?i)a$', ''],
  ['\\x2ecom$', ''],
  ['\\pLab$', ''],
  ['\\Q.com\\E$', ''],
  ['[](]x|b$', ''],
  ['a+$', ''],
  ['a{2}$', ''],
  ['\\d$', ''],
  ['$', ''],
])('%s ends with %j', (expression, end) => {
  expect(literalEnd(expression)).toBe(end);
});
