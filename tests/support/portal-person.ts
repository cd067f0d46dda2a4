import { Secret, TOTP } from 'otpauth';
import { z } from 'zod';
import type { Clock } from '../../src/lib/clock.ts';
import { createCookieJar } from './cookie-jar.ts';
import { createSoftwareAuthenticator, type SoftwareAuthenticator } from './software-authenticator.ts';
import { webAuthnPaths } from './webauthn-browser.ts';

/** What came back to a person. */
export interface PersonsAnswer {
  readonly status: number;
  /** The envelope of the API; undefined where the body is no JSON. */
  readonly body: unknown;
}

/** Somebody's authenticator app. */
export interface PersonsApp {
  /** The one-time password of the person's clock, or of that many periods later. */
  code(offset?: number): string;
  readonly recoveryCodes: readonly string[];
}

/** A person with a browser that keeps its cookies, at the API of a whole Gatehouse that runs behind a proxy. */
export interface PortalPerson {
  send(method: string, path: string, body?: unknown): Promise<PersonsAnswer>;
  signIn(username: string, password: string): Promise<number>;
  /** Whether that host lets the browser through. */
  isLetThrough(host: string): Promise<boolean>;
  /** 0, 1 or 2. */
  level(): Promise<number>;
  /** Opens sensitive settings with the code that was mailed. */
  elevate(): Promise<void>;
  /** Enrols an app; its one-time password of now is used up by that. */
  enrolApp(): Promise<PersonsApp>;
  /** Adds a key that is a passkey. */
  enrolKey(description: string): Promise<SoftwareAuthenticator>;
  /** What the key answers to the options of now, at that endpoint. */
  answerWith(key: SoftwareAuthenticator, path: string, isBroken?: boolean): Promise<object>;
}

/** Where the person is. */
export interface PortalPersonOptions {
  /** Of Gatehouse, on loopback. */
  readonly port: number;
  readonly clock: Clock;
  /** The newest code that was mailed. */
  readonly mailedCode: () => Promise<string>;
  /** The person's address. */
  readonly address?: string;
}

const host = 'auth.example.com';
const portal = new URL(`https://${host}/`);
const registered = z.object({ data: z.object({ base32_secret: z.string() }) });
const enrolled = z.object({ data: z.object({ recovery_codes: z.array(z.string()).default([]) }).optional() });
const offered = z.object({ data: z.object({ publicKey: z.unknown() }) });
const state = z.object({ data: z.object({ authentication_level: z.number() }) });

/** Opens a fresh browser. */
export function createPortalPerson(options: PortalPersonOptions): PortalPerson {
  const { port, clock, mailedCode, address = '203.0.113.7' } = options;
  const jar = createCookieJar(clock);
  const ask = async (method: string, path: string, headers: Record<string, string>, body?: unknown) => {
    const cookie = jar.header(portal);
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        'x-forwarded-proto': 'https',
        'x-forwarded-host': host,
        'x-forwarded-for': address,
        ...headers,
        ...(cookie !== undefined && { cookie }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    for (const one of answer.headers.getSetCookie()) jar.receive(one, portal);
    return answer;
  };
  const send: PortalPerson['send'] = async (method, path, body) => {
    const answer = await ask(method, path, {}, body);
    return { status: answer.status, body: await answer.json().catch(() => undefined) };
  };
  const must = async (method: string, path: string, body?: unknown) => {
    const answer = await send(method, path, body);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
    return answer.body;
  };
  return {
    send,
    signIn: async (username, password) =>
      (await send('POST', '/api/firstfactor', { username, password })).status,
    async isLetThrough(target) {
      const headers = { 'x-forwarded-host': target, 'x-forwarded-uri': '/', 'x-forwarded-method': 'GET' };
      return (await ask('GET', '/api/authz/forward-auth', headers)).status === 200;
    },
    level: async () => state.parse((await send('GET', '/api/state')).body).data.authentication_level,
    async elevate() {
      await must('POST', '/api/user/session/elevation');
      await must('PUT', '/api/user/session/elevation', { otc: await mailedCode() });
    },
    async enrolApp() {
      const path = '/api/secondfactor/totp/register';
      const begun = await must('PUT', path, { algorithm: 'SHA1', length: 6, period: 30 });
      const totp = new TOTP({ secret: Secret.fromBase32(registered.parse(begun).data.base32_secret) });
      const code = (offset = 0) => totp.generate({ timestamp: clock.now() + offset * 30_000 });
      const { data } = enrolled.parse(await must('POST', path, { token: code() }));
      return { code, recoveryCodes: data?.recovery_codes ?? [] };
    },
    async enrolKey(description) {
      const key = createSoftwareAuthenticator({ origin: portal.origin, attachment: 'platform' });
      const { data } = offered.parse(await must('PUT', webAuthnPaths.register, { description }));
      await must('POST', webAuthnPaths.register, key.register(data.publicKey));
      return key;
    },
    async answerWith(key, path, isBroken = false) {
      const { data } = offered.parse(await must('GET', path));
      return { response: key.assert(data.publicKey, { isSignatureBroken: isBroken, isVerified: true }) };
    },
  };
}
