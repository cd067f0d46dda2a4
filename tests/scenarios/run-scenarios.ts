import { afterAll, beforeAll, describe } from 'vitest';
import type { ProxyEnvironment } from '../support/proxy-environment.ts';
import { cookieDomainStories } from './cookie-domain-stories.ts';
import { headerStories } from './header-stories.ts';
import { lifetimeStories } from './lifetime-stories.ts';
import { plantedCookieStories } from './planted-cookie-stories.ts';
import { refusalStories } from './refusal-stories.ts';
import { signInStories } from './sign-in-stories.ts';
import { signOutStories } from './sign-out-stories.ts';

/** A group of user stories; the environment is there when the tests in it run. */
export type Stories = (environment: () => ProxyEnvironment) => void;

/** Every group of stories by name, in the order in which they are told. */
export const allStories = {
  'signing in': signInStories,
  'how long a session lives': lifetimeStories,
  'signing out': signOutStories,
  'two cookie domains': cookieDomainStories,
  'who is turned away, and how': refusalStories,
  'what the application learns': headerStories,
  'cookies that nobody was given': plantedCookieStories,
} as const satisfies Record<string, Stories>;

/** The stories of an environment with one cookie domain alone. */
export const oldConfigurationStories: Readonly<Record<string, Stories>> = Object.fromEntries(
  Object.entries(allStories).filter(([title]) => title !== 'two cookie domains'),
);

/** Runs stories in one environment, which is started once for all of them. */
export function runScenarios(
  name: string,
  start: () => Promise<ProxyEnvironment>,
  options: { readonly stories: Readonly<Record<string, Stories>>; readonly isMissing: boolean },
): void {
  describe.skipIf(options.isMissing)(name, () => {
    let environment: ProxyEnvironment | undefined;
    beforeAll(async () => {
      environment = await start();
    });
    afterAll(async () => {
      await environment?.close();
    });
    const current = () => {
      if (environment === undefined) throw new Error('the environment is not up');
      return environment;
    };
    for (const [title, stories] of Object.entries(options.stories)) {
      describe(title, () => stories(current));
    }
  });
}
