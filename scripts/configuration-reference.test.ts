import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { configurationReference } from './configuration-reference.ts';

const page = configurationReference();

test('docs/configuration.md is what the schemas say (else: node scripts/write-configuration-docs.ts)', () => {
  expect(readFileSync(new URL('../docs/configuration.md', import.meta.url), 'utf8')).toBe(page);
});

test('every key has a sentence', () => {
  const bare = page.split('\n').filter((line) => /^\| `[^`]+` \|\s*\|/.test(line));
  expect(bare).toEqual([]);
});

test('the page knows keys of every depth', () => {
  for (const key of [
    'theme',
    'session.cookies[].authelia_url',
    'server.trusted_proxies',
    'server.endpoints.authz.<name>.authn_strategies[].name',
    'identity_providers.oidc.clients[].client_id',
    'definitions.network.<name>',
  ]) {
    expect(page).toContain(`| \`${key}\` |`);
  }
});
