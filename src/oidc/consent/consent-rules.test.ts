import { expect, test } from 'vitest';
import { consentNeed } from './consent-rules.ts';

const plain = { scopes: ['openid'], prompts: [], isCode: true };

test.each([
  ['explicit', plain, 'always'],
  ['pre-configured', plain, 'remembered'],
  ['pre-configured', { ...plain, prompts: ['consent'] }, 'always'],
  ['implicit', plain, 'never'],
  ['implicit', { ...plain, prompts: ['consent'] }, 'always'],
  ['implicit', { ...plain, prompts: ['login'] }, 'always'],
  ['implicit', { ...plain, scopes: ['openid', 'offline_access'] }, 'always'],
  ['implicit', { ...plain, scopes: ['offline'] }, 'always'],
  ['implicit', { ...plain, scopes: ['offline_access'], isCode: false }, 'never'],
  ['implicit', { ...plain, scopes: ['authelia.bearer.authz'], isCode: false }, 'always'],
] as const)('behaviour.md §9.4: %s, %j: %s', (consent_mode, request, need) => {
  expect(consentNeed({ consent_mode }, request)).toBe(need);
});
