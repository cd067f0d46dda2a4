import { Secret } from 'otpauth';
import { z } from 'zod';
import { totpCode } from '../../src/factors/totp/totp-codes.ts';
import { elevate } from './elevate.ts';
import type { PortalWorld } from './portal-world.ts';
import { cookieHeaderOf } from './session-fixtures.ts';

/** Somebody's authenticator app. */
export interface TestAuthenticator {
  /** Base32. */
  readonly secret: string;
  /** The one-time password of now, or of that many periods later. */
  code(offset?: number): string;
}

/** What came of an enrolment. */
export interface TestEnrolment {
  readonly app: TestAuthenticator;
  /** Those shown at the first enrolment; empty where there were none. */
  readonly recoveryCodes: readonly string[];
}

const registered = z.object({ data: z.object({ base32_secret: z.string() }) });
const confirmed = z.object({
  data: z.object({ recovery_codes: z.array(z.string()) }).optional(),
});

/** Begins to enrol one-time passwords of six digits; gives the app, and the cookies that carry the pending registration. */
export async function beginTotp(
  world: PortalWorld,
  cookie: string,
): Promise<{ readonly app: TestAuthenticator; readonly cookie: string }> {
  await elevate(world, cookie);
  const path = '/api/secondfactor/totp/register';
  const body = JSON.stringify({ algorithm: 'SHA1', length: 6, period: 30 });
  const begun = await world.send({ method: 'PUT', path, headers: { cookie }, body });
  const { base32_secret: secret } = registered.parse(begun.json()).data;
  const key = {
    secret: Buffer.from(Secret.fromBase32(secret).bytes),
    algorithm: 'SHA1',
    digits: 6,
    period: 30,
  } as const;
  const { clock } = world.sessionWorld;
  return {
    app: { secret, code: (offset = 0) => totpCode(key, Math.floor(clock.now() / 30_000) + offset) },
    cookie: `${cookie}; ${cookieHeaderOf(begun.setCookies[0] ?? '')}`,
  };
}

/** Enrols one-time passwords for the person signed in, and lets a period pass so that the next one is good. */
export async function enrolTotp(world: PortalWorld, cookie: string): Promise<TestEnrolment> {
  const begun = await beginTotp(world, cookie);
  const body = { token: begun.app.code() };
  const answer = await world.postJson('/api/secondfactor/totp/register', body, { cookie: begun.cookie });
  world.sessionWorld.clock.advance(30_000);
  return { app: begun.app, recoveryCodes: confirmed.parse(answer.json()).data?.recovery_codes ?? [] };
}
