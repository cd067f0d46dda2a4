import { expect, test } from 'vitest';
import { apiSecurityHeaders, pageSecurityHeaders } from './security-headers.ts';

test('API answers are never stored, framed, sniffed or run', () => {
  expect(Object.fromEntries(apiSecurityHeaders)).toMatchObject({
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'strict-origin-when-cross-origin',
    'X-Frame-Options': 'DENY',
    'X-DNS-Prefetch-Control': 'off',
    Pragma: 'no-cache',
    'Cache-Control': 'no-store',
    'Content-Security-Policy': "default-src 'none'",
    'Permissions-Policy': expect.stringContaining('camera=()'),
  });
});

test('pages run our own files alone, and forms may lead to the places named', () => {
  const headers = pageSecurityHeaders({
    nonce: 'abc',
    template: undefined,
    formTargets: ['https://*.example.com'],
  });
  const policy = Object.fromEntries(headers)['Content-Security-Policy'];
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self' 'nonce-abc'");
  expect(policy).toContain("form-action 'self' https://*.example.com");
  expect(policy).not.toContain('unsafe');
});

test('a template replaces the policy, with the nonce wherever it is asked for', () => {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how operators write the placeholder
  const template = "script-src 'nonce-${NONCE}'; style-src 'nonce-${NONCE}'";
  const headers = pageSecurityHeaders({ nonce: 'abc', template, formTargets: [] });
  expect(Object.fromEntries(headers)['Content-Security-Policy']).toBe(
    "script-src 'nonce-abc'; style-src 'nonce-abc'",
  );
});
