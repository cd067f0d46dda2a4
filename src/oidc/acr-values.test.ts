import { expect, test } from 'vitest';
import { acrDemandOf, acrOf, judgeAcr } from './acr-values.ts';

const password = { level: 1, methods: ['pwd'] };
const passkey = { level: 1, methods: ['swk', 'user'] };
const withCode = { level: 2, methods: ['pwd', 'otp'] };
const withKey = { level: 2, methods: ['pwd', 'hwk', 'user'] };

test.each([
  ['one_factor', password, 'met', 'one_factor'],
  ['two_factor', password, 'second-factor', 'one_factor'],
  ['two_factor one_factor', password, 'met', 'one_factor'],
  ['two_factor one_factor', withCode, 'met', 'two_factor'],
  ['one_factor two_factor', withCode, 'met', 'one_factor'],
  ['phr', password, 'second-factor', 'one_factor'],
  ['phr', passkey, 'met', 'phr'],
  ['phr', withCode, 'out-of-reach', 'two_factor'],
  ['phr', withKey, 'met', 'phr'],
  ['phrh', withKey, 'out-of-reach', 'two_factor'],
  ['urn:unknown phr', withKey, 'met', 'phr'],
  ['urn:unknown', password, 'out-of-reach', 'one_factor'],
] as const)('acr_values=%s for %j: %s, the ID token says %s', (acr_values, proof, verdict, acr) => {
  const demand = acrDemandOf({ acr_values });
  expect(demand?.isEssential).toBe(false);
  expect(demand && judgeAcr(demand, proof)).toBe(verdict);
  expect(acrOf(demand, proof)).toBe(acr);
});

test.each([
  [{}, undefined],
  [{ acr_values: '' }, undefined],
  [{ claims: '{"id_token":{"acr":null}}' }, undefined],
  [{ claims: '{"id_token":{"acr":{"essential":true}}}' }, undefined],
  [
    { claims: '{"id_token":{"acr":{"essential":true,"value":"phr"}}}', acr_values: 'two_factor' },
    { values: ['phr'], isEssential: true },
  ],
  [
    { claims: '{"id_token":{"acr":{"values":["phr",1,"two_factor"]}}}' },
    { values: ['phr', 'two_factor'], isEssential: false },
  ],
])('%j asks for %j', (parameters, demand) => {
  expect(acrDemandOf(parameters)).toEqual(demand);
});
