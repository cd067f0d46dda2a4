import type { Page } from 'playwright-core';

/** A device with a passkey store, plugged into the browser of one page. Its owner confirms at once, by finger or PIN. */
export interface VirtualAuthenticator {
  /** Whether its owner is there to confirm. */
  setPresence(isThere: boolean): Promise<void>;
  /** Takes it away, with all that is on it. */
  remove(): Promise<void>;
}

/** Plugs one in. */
export async function addVirtualAuthenticator(page: Page): Promise<VirtualAuthenticator> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    setPresence: (enabled) =>
      devtools.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled }),
    remove: () => devtools.send('WebAuthn.removeVirtualAuthenticator', { authenticatorId }),
  };
}
