import { expect, test } from 'vitest';
import { parseTarget } from '../access/target.ts';
import { portalRedirect } from './portal-redirect.ts';

function redirect(portalUrl: string, url: string, method = 'GET'): string {
  const target = parseTarget(url, method);
  if (target === undefined) throw new TypeError(`not a target: ${url}`);
  return portalRedirect(portalUrl, target);
}

test.each([
  [
    'https://auth.example.com',
    'https://app.example.com/',
    'https://auth.example.com/?rd=https%3A%2F%2Fapp.example.com%2F&rm=GET',
  ],
  [
    'https://auth.example.com/auth',
    'https://a.b',
    'https://auth.example.com/auth?rd=https%3A%2F%2Fa.b&rm=GET',
  ],
  [
    'https://auth.example.com/?z=1&a=x%20y&a=%C3%A9',
    'https://a.b',
    'https://auth.example.com/?a=x+y&a=%C3%A9&rd=https%3A%2F%2Fa.b&rm=GET&z=1',
  ],
  [
    'https://auth.example.com/?rd=https://evil.test&rm=POST',
    'https://a.b',
    'https://auth.example.com/?rd=https%3A%2F%2Fa.b&rm=GET',
  ],
  ['https://auth.example.com/#/', 'https://a.b', 'https://auth.example.com/?rd=https%3A%2F%2Fa.b&rm=GET#/'],
])('%s for %s is %s', (portalUrl, url, expected) => {
  expect(redirect(portalUrl, url)).toBe(expected);
});

test('everything but letters, digits and -._~ is escaped, byte by byte', () => {
  const url = "https://a.b/-._~!*'()%2F+ ?x=1&y=\xc3\xa9#z";
  expect(redirect('https://auth.example.com/', url)).toBe(
    'https://auth.example.com/?rd=https%3A%2F%2Fa.b%2F-._~%21%2A%27%28%29%252F%2B+%3Fx%3D1%26y%3D%C3%A9%23z&rm=GET',
  );
});

test('the target comes back as it was', () => {
  const url = 'https://app.example.com/a%2fb/../c;d//e?x=%00&y=a+b&rd=https://evil.test';
  expect(new URL(redirect('https://auth.example.com/', url, 'POST')).searchParams.get('rd')).toBe(url);
});
