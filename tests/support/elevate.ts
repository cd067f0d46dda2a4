import type { PortalWorld } from './portal-world.ts';
import { cookieDomain } from './session-fixtures.ts';

/** Opens sensitive settings to the session of a Cookie header, as from the address that `PortalWorld.send` comes from. */
export async function elevate({ sessionWorld }: PortalWorld, cookie: string): Promise<void> {
  const { sessions, clock } = sessionWorld;
  const found = await sessions.find(cookieDomain(), [cookie], { countsAsActivity: false });
  if (found === undefined) throw new TypeError('nobody is signed in by that cookie');
  await sessions.elevate(found, { endsAtMs: clock.now() + 600_000, address: '203.0.113.7' });
}
