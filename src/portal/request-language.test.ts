import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPortalWorld, type PortalWorld, rightPassword } from '../../tests/support/portal-world.ts';

let world: PortalWorld;
beforeEach(async () => {
  world = await createPortalWorld();
});
afterEach(() => world.close());

test.each([
  ['what was chosen on the pages wins', 'language=fr', 'de', 'fr'],
  ['the most wanted that mails are written in', '', 'sv, de;q=0.5, nl;q=0.9', 'nl'],
  ['a region is taken as it is', '', 'de-AT', 'de-AT'],
  ['a refused language is not taken', '', 'de;q=0', 'en'],
  ['nothing wanted is English', '', '', 'en'],
  ['what is no tag is English', 'language=<script>', '*, x', 'en'],
])('the language of mails: %s', async (_, cookie, accepted, language) => {
  const john = { username: 'john', password: rightPassword };
  await world.postJson('/api/firstfactor', john);
  await world.postJson('/api/firstfactor', john, { cookie, 'accept-language': accepted });
  await world.securityEvents.settled();
  expect(world.mail.sent.map(({ recipient }) => recipient.language)).toEqual([language]);
});
