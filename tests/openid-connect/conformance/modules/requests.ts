import { decodeJwt } from 'jose';
import { expect, vi } from 'vitest';
import { authorize, redeem } from '../authorize.ts';
import { applicationOf, type ConformanceModule, type Suite } from '../conformance-suite.ts';

/** Runs with the engine's clock and the program's that much further. */
async function later<Result>(seconds: number, work: () => Promise<Result>): Promise<Result> {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + seconds * 1000 });
  try {
    return await work();
  } finally {
    vi.useRealTimers();
  }
}

/** Signs in twice in one browser; gives both, with what their ID tokens say. */
async function twice(suite: Suite, parameters: Readonly<Record<string, string>>, seconds = 2) {
  const first = await authorize(suite);
  const before = await redeem(suite, first);
  return later(seconds, async () => {
    const { browser } = first;
    const second = await authorize(suite, { parameters, browser });
    const after = second.answer.has('code') ? await redeem(suite, second) : undefined;
    return { second, before: before.claims(), after: after?.claims(), idToken: before.id_token ?? '' };
  });
}

function takenParameter(
  name: string,
  does: string,
  parameters: Readonly<Record<string, string>>,
): ConformanceModule {
  return {
    name,
    does,
    async run(suite) {
      await redeem(suite, await authorize(suite, { parameters }));
      return 'passed';
    },
  };
}

const promptModules: readonly ConformanceModule[] = [
  {
    name: 'oidcc-prompt-login',
    does: 'signs in, then again with prompt=login: the person must prove anew, and auth_time must say so',
    async run(suite) {
      const { second, before, after } = await twice(suite, { prompt: 'login' });
      expect(second.met).toContain('reauthentication');
      expect(Number(after?.auth_time)).toBeGreaterThan(Number(before?.auth_time));
      return 'passed';
    },
  },
  {
    name: 'oidcc-prompt-none-not-logged-in',
    does: 'asks with prompt=none where nobody is signed in: an error goes to the application, no page is shown',
    async run(suite) {
      const { answer, met, shownTo } = await authorize(suite, { parameters: { prompt: 'none' } });
      expect([shownTo, met, answer.get('error')]).toEqual(['application', [], 'login_required']);
      return 'passed';
    },
  },
  {
    name: 'oidcc-prompt-none-logged-in',
    does: 'asks with prompt=none where somebody is signed in: a code of the same sign-in comes, no page is shown',
    async run(suite) {
      const { second, before, after } = await twice(suite, { prompt: 'none' });
      expect(second.met).toEqual([]);
      expect([after?.sub, after?.auth_time]).toEqual([before?.sub, before?.auth_time]);
      return 'passed';
    },
  },
  {
    name: 'oidcc-max-age-1',
    does: 'asks for a proof of the last second: the person must prove anew, and auth_time must say so',
    async run(suite) {
      const { second, before, after } = await twice(suite, { max_age: '1' });
      expect(second.met).toContain('reauthentication');
      expect(Number(after?.auth_time)).toBeGreaterThan(Number(before?.auth_time));
      return 'passed';
    },
  },
  {
    name: 'oidcc-max-age-10000',
    does: 'asks for a proof of the last hours: the one of before is good, and auth_time stays',
    async run(suite) {
      const { second, before, after } = await twice(suite, { max_age: '10000' });
      expect(second.met).toEqual([]);
      expect(after?.auth_time).toBe(before?.auth_time);
      return 'passed';
    },
  },
];

const hintModules: readonly ConformanceModule[] = [
  takenParameter(
    'oidcc-ensure-request-with-unknown-parameter-succeeds',
    'adds a parameter that no specification knows',
    { extra: 'foobar' },
  ),
  {
    name: 'oidcc-id-token-hint',
    does: 'asks with prompt=none and an earlier ID token as the hint: the answer is about the same person',
    async run(suite) {
      const first = await authorize(suite);
      const idToken = (await redeem(suite, first)).id_token ?? '';
      const parameters = { prompt: 'none', id_token_hint: idToken };
      const again = await redeem(suite, await authorize(suite, { parameters, browser: first.browser }));
      expect(again.claims()?.sub).toBe(decodeJwt(idToken).sub);
      return 'passed';
    },
  },
  takenParameter('oidcc-login-hint', 'names the person in login_hint', { login_hint: 'john@example.com' }),
  takenParameter('oidcc-ui-locales', 'asks for pages in other languages', { ui_locales: 'se de' }),
  takenParameter('oidcc-claims-locales', 'asks for claims in other languages', { claims_locales: 'se de' }),
  {
    name: 'oidcc-ensure-request-with-acr-values-succeeds',
    does: 'asks for any of the acr values that the discovery document tells: the ID token should have one of them',
    async run(suite) {
      const { acr_values_supported } = (await applicationOf(suite)).serverMetadata();
      const values = acr_values_supported ?? ['1', '2'];
      const parameters = { acr_values: values.join(' ') };
      const tokens = await redeem(suite, await authorize(suite, { parameters }));
      const acr = tokens.claims()?.acr;
      return typeof acr === 'string' && values.includes(acr) ? 'passed' : 'warning';
    },
  },
];

/** The modules about parameters of requests. */
export const requestModules: readonly ConformanceModule[] = [
  takenParameter('oidcc-display-page', 'asks for a page as wide as the window', { display: 'page' }),
  takenParameter('oidcc-display-popup', 'asks for a small page', { display: 'popup' }),
  ...promptModules,
  ...hintModules,
];
