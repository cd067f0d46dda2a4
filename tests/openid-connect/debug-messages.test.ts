import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  askToken,
  beginCodeFlow,
  issuer,
  type OidcWorld,
  redirectUri,
  startOidcWorld,
  testClient,
} from '../support/oidc-world.ts';

let telling: OidcWorld;
let silent: OidcWorld;
beforeAll(async () => {
  telling = await startOidcWorld([testClient()], { oidc: { enable_client_debug_messages: true } });
  silent = await startOidcWorld([testClient()]);
});
afterAll(async () => {
  await telling?.[Symbol.asyncDispose]();
  await silent?.[Symbol.asyncDispose]();
});

const wrongToken = { grant_type: 'refresh_token', refresh_token: 'nothing' };

test('the token endpoint tells a client why, where enable_client_debug_messages says so', async () => {
  const describe = async (world: OidcWorld) =>
    JSON.parse((await askToken(world, wrongToken)).body).error_description;
  const short = await describe(silent);
  expect(await describe(telling)).toBe(`${short}: refresh token not found`);
});

test('so do redirects to the client, and the page of the portal', async () => {
  const error = async (world: OidcWorld, more: Readonly<Record<string, string>>) => {
    const { url } = await beginCodeFlow(await world.application('app'), more);
    return new URL((await world.browser().get(url)).header('location') ?? '');
  };
  const hint = { id_token_hint: 'no.id.token' };
  const [told, untold] = [await error(telling, hint), await error(silent, hint)];
  expect(told.href.startsWith(`${redirectUri}?error=invalid_request`)).toBe(true);
  const description = untold.searchParams.get('error_description');
  expect(told.searchParams.get('error_description')).toMatch(new RegExp(`^${description}: .+`));
  const nobody = { client_id: 'nobody' };
  const page = await error(telling, nobody);
  expect(`${page.origin}${page.pathname}`).toBe(`${issuer}/consent/completion`);
  expect(page.searchParams.get('error_debug')).toBe('client not found');
  expect((await error(silent, nobody)).searchParams.has('error_debug')).toBe(false);
});
