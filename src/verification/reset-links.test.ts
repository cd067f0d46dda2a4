import { SignJWT } from 'jose';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createFrozenClock, type FrozenClock } from '../../tests/support/frozen-clock.ts';
import { silentLog } from '../lib/log.ts';
import { systemRandom } from '../lib/random.ts';
import { createIdentityVerificationStore } from '../storage/identity-verifications.ts';
import { openStorage, type Storage } from '../storage/open-storage.ts';
import { createSpendOnce } from '../storage/spend-once.ts';
import { createResetLinks, type ResetLinks, type ResetLinksOptions } from './reset-links.ts';

const issuer = 'https://auth.example.com';
const asked = { username: 'john', issuer, address: '203.0.113.7' };
const secret = 'a secret of the tests';
const minute = 60_000;
let clock: FrozenClock;
let storage: Storage;
let links: ResetLinks;

beforeEach(async () => {
  clock = createFrozenClock();
  storage = await openStorage(
    { local: { path: ':memory:' }, encryption_key: 'a key of more than twenty' },
    { random: systemRandom, log: silentLog },
  );
  links = linksWith({});
});
afterEach(() => storage.database.close());

const linksWith = (differences: Partial<ResetLinksOptions>): ResetLinks =>
  createResetLinks({
    config: { jwt_lifespan: 5 * minute, jwt_algorithm: 'HS256' },
    secret,
    store: createIdentityVerificationStore(storage.database),
    spendOnce: createSpendOnce(storage.database),
    clock,
    random: systemRandom,
    ...differences,
  });

async function issue(from = links): Promise<string> {
  return (await from.issue(asked))?.token ?? '';
}

const redeem = async (token: string, at: Partial<{ issuer: string; by: ResetLinks }> = {}) =>
  (await (at.by ?? links).redeem({ token, issuer: at.issuer ?? issuer, address: undefined })).outcome;

const claimsOf = (token: string): Record<string, unknown> =>
  JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());

test('a link is a JWT that says whose it is, from where and until when', async () => {
  const claims = claimsOf(await issue());
  const nowSeconds = clock.now() / 1000;
  expect(claims).toEqual({
    jti: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4/),
    iss: issuer,
    iat: Math.floor(nowSeconds),
    exp: Math.ceil(nowSeconds + 300),
    action: 'ResetPassword',
    username: 'john',
  });
});

test.each(['HS256', 'HS384', 'HS512'] as const)(
  'signed with %s it is good once, from any address',
  async (jwt_algorithm) => {
    const own = linksWith({ config: { jwt_lifespan: minute, jwt_algorithm } });
    const token = await issue(own);
    const outcome = await own.redeem({ token, issuer, address: '198.51.100.1' });
    if (outcome.outcome !== 'right') throw new Error(outcome.outcome);
    expect(outcome.username).toBe('john');
    expect(await own.isRedeemed(outcome.id)).toBe(true);
    expect(await redeem(token, { by: own })).toBe('wrong');
  },
);

describe('a link is no good', () => {
  test('at another portal', async () => {
    expect(await redeem(await issue(), { issuer: 'https://auth.example.org' })).toBe('wrong');
  });

  test('after its end, or before its time', async () => {
    const token = await issue();
    clock.advance(-minute);
    expect(await redeem(token)).toBe('not-yet');
    clock.advance(7 * minute);
    expect(await redeem(token)).toBe('expired');
  });

  test('once it is revoked, redeemed or not', async () => {
    const [unused, used] = [await issue(), await issue()];
    expect(await links.revoke({ token: unused, issuer, address: undefined })).toEqual({ username: 'john' });
    expect(await redeem(unused)).toBe('wrong');
    const outcome = await links.redeem({ token: used, issuer, address: undefined });
    await links.revoke({ token: used, issuer, address: undefined });
    expect(outcome.outcome === 'right' && (await links.isRedeemed(outcome.id))).toBe(false);
    expect(await links.revoke({ token: used, issuer, address: undefined })).toBeUndefined();
  });

  test('with another secret, or with none', async () => {
    const token = await issue();
    expect(await redeem(token, { by: linksWith({ secret: 'another secret' }) })).toBe('badly-signed');
    const [, payload = ''] = token.split('.');
    const none = Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url');
    for (const forged of [`${none}.${payload}.`, `${none}.${payload}`, '', 'x', 'a.b.c', `${token}x`]) {
      expect(await redeem(forged), forged).not.toBe('right');
    }
    expect(await redeem(token)).toBe('right');
  });

  test('signed in another way than configured', async () => {
    const token = await issue(linksWith({ config: { jwt_lifespan: minute, jwt_algorithm: 'HS512' } }));
    expect(await redeem(token)).toBe('wrong');
  });

  test('where it was signed, but never issued, or for something or somebody else', async () => {
    const kept = claimsOf(await issue());
    const sign = (claims: object) =>
      new SignJWT({ ...kept, ...claims })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
        .sign(new TextEncoder().encode(secret));
    expect(await redeem(await sign({ jti: '0c3c6a30-8f6d-4f0a-9c6e-0d6a1c1f7a11' }))).toBe('unknown');
    expect(await redeem(await sign({ username: 'harry' }))).toBe('wrong');
    expect(await redeem(await sign({ action: 'Other' }))).toBe('wrong');
    expect(await redeem(await sign({ exp: undefined }))).toBe('wrong');
    expect(await redeem(await sign({}))).toBe('right');
  });
});

test('nobody can have more than five good links, whoever asks for them', async () => {
  for (let count = 0; count < 5; count++) expect(await links.issue(asked)).toBeDefined();
  expect(await links.issue(asked)).toBeUndefined();
  expect(await links.issue({ ...asked, username: 'harry' })).toBeDefined();
  clock.advance(5 * minute);
  expect(await links.issue(asked)).toBeDefined();
});
