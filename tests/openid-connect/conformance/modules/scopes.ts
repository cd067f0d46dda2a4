import * as client from 'openid-client';
import { expect } from 'vitest';
import { people } from '../../../support/people.ts';
import { authorize, redeem } from '../authorize.ts';
import { applicationOf, type ConformanceModule, type Suite } from '../conformance-suite.ts';

const texts = (names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, expect.stringMatching(/./)]));

/** What each scope must bring (OpenID Connect Core §5.4), of somebody of whom all is known. */
const claimsOf: Readonly<Record<string, object>> = {
  profile: {
    ...texts(['name', 'given_name', 'family_name', 'middle_name', 'nickname', 'preferred_username']),
    ...texts(['profile', 'picture', 'website', 'gender', 'zoneinfo', 'locale']),
    birthdate: expect.stringMatching(/^\d{4}-\d{2}-\d{2}$/),
    updated_at: expect.any(Number),
  },
  email: { email: people.john.email, email_verified: true },
  address: { address: texts(['street_address', 'locality', 'region', 'postal_code', 'country']) },
  phone: { phone_number: expect.stringMatching(/^\+/), phone_number_verified: expect.any(Boolean) },
};

async function personOf(suite: Suite, parameters: Readonly<Record<string, string>>) {
  const tokens = await redeem(suite, await authorize(suite, { parameters }));
  const sub = tokens.claims()?.sub ?? '';
  const person = await client.fetchUserInfo(await applicationOf(suite), tokens.access_token, sub);
  return { tokens, person };
}

function scopeModule(
  name: string,
  { does, scope }: { readonly does: string; readonly scope: string },
): ConformanceModule {
  const asked = Object.keys(claimsOf).filter((one) => scope.split(' ').includes(one));
  return {
    name,
    does,
    async run(suite) {
      const { tokens, person } = await personOf(suite, { scope });
      for (const one of asked) expect(person).toMatchObject(claimsOf[one] ?? {});
      const others = Object.keys(claimsOf).filter((one) => !asked.includes(one));
      const untold = others.flatMap((one) => Object.keys(claimsOf[one] ?? {}));
      for (const claim of untold) expect(person).not.toHaveProperty(claim);
      // With the code flow, the claims of scopes come from UserInfo alone.
      expect(tokens.claims()).not.toHaveProperty('email');
      return 'passed';
    },
  };
}

/** The modules about scopes and single claims. */
export const scopeModules: readonly ConformanceModule[] = [
  scopeModule('oidcc-scope-profile', {
    does: 'asks for the profile, and gets all its claims in their types',
    scope: 'openid profile',
  }),
  scopeModule('oidcc-scope-email', { does: 'asks for the e-mail address', scope: 'openid email' }),
  scopeModule('oidcc-scope-address', {
    does: 'asks for the address, which is an object',
    scope: 'openid address',
  }),
  scopeModule('oidcc-scope-phone', { does: 'asks for the telephone number', scope: 'openid phone' }),
  scopeModule('oidcc-scope-all', {
    does: 'asks for all four scopes of claims at once',
    scope: 'openid address email phone profile',
  }),
  scopeModule('oidcc-ensure-other-scope-order-succeeds', {
    does: 'names openid last',
    scope: 'email openid',
  }),
];

/** `claims` with an essential member. */
export const claimsEssential: ConformanceModule = {
  name: 'oidcc-claims-essential',
  does: 'asks UserInfo for the essential claim name, without a scope that has it; the ID token must not have it',
  async run(suite) {
    const claims = JSON.stringify({ userinfo: { name: { essential: true } } });
    const { tokens, person } = await personOf(suite, { claims });
    expect(person.name).toBe(people.john.displayName);
    expect(tokens.claims()).not.toHaveProperty('name');
    return 'passed';
  },
};
