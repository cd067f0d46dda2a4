import { expect, test } from 'vitest';
import type { PageData } from '../../shared/api/page.ts';
import { portalUrl } from './portal-url.ts';

const data: PageData = {
  page: 'sign-in',
  basePath: '/auth/',
  language: 'en',
  theme: 'light',
  canBeRemembered: true,
  canResetPassword: true,
};

test('is the base path where there is no target', () => {
  expect(portalUrl(data)).toBe('/auth/');
});

test('keeps target and method, encoded', () => {
  expect(portalUrl({ ...data, targetUrl: 'https://a.example.com/?x=1&y=2', requestMethod: 'POST' })).toBe(
    '/auth/?rd=https%3A%2F%2Fa.example.com%2F%3Fx%3D1%26y%3D2&rm=POST',
  );
});

test('keeps the flow of OpenID Connect', () => {
  expect(portalUrl({ ...data, flowId: 'a-b_c' })).toBe('/auth/?flow=openid_connect&flow_id=a-b_c');
});
