import { z } from 'zod';
import type { WireAnswer } from './http-client.ts';
import { type PortalWorld, rightPassword } from './portal-world.ts';
import { cookieDomain, cookieHeaderOf, hour } from './session-fixtures.ts';

/** A browser at the portal that keeps its cookies, tickets included. */
export interface WebAuthnBrowser {
  /** The Cookie header of now. */
  cookies(): string;
  /** Another browser with the same cookies. */
  copy(): WebAuthnBrowser;
  signIn(username?: string): Promise<void>;
  /** Opens sensitive settings to the session. */
  elevate(): Promise<void>;
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<WireAnswer>;
  /** The options of an answer that must be OK. */
  options(method: 'GET' | 'PUT', path: string, body?: unknown): Promise<unknown>;
}

/** The paths of the API. */
export const webAuthnPaths = {
  signIn: '/api/secondfactor/webauthn',
  credentials: '/api/secondfactor/webauthn/credentials',
  register: '/api/secondfactor/webauthn/credential/register',
  passkey: '/api/firstfactor/passkey',
} as const;

const optionsAnswer = z.object({ status: z.literal('OK'), data: z.object({ publicKey: z.unknown() }) });

/** Opens a browser without cookies, or with those of another. */
export function openWebAuthnBrowser(world: PortalWorld, known = new Map<string, string>()): WebAuthnBrowser {
  const jar = new Map(known);
  const cookies = () => [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
  const send: WebAuthnBrowser['send'] = async (method, path, body, headers = {}) => {
    const answer = await world.send({
      method,
      path,
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      headers: { cookie: cookies(), ...headers },
    });
    for (const one of answer.setCookies) {
      const [name = '', value = ''] = cookieHeaderOf(one).split('=');
      if (value === '' || one.includes('Max-Age=0')) jar.delete(name);
      else jar.set(name, value);
    }
    return answer;
  };
  return {
    cookies,
    send,
    copy: () => openWebAuthnBrowser(world, jar),
    async signIn(username = 'john') {
      await send('POST', '/api/firstfactor', { username, password: rightPassword });
    },
    async elevate() {
      const { sessions } = world.sessionWorld;
      const found = await sessions.find(cookieDomain(), [cookies()], { countsAsActivity: true });
      if (found === undefined) throw new Error('nobody is signed in');
      const endsAtMs = world.sessionWorld.clock.now() + hour;
      await sessions.elevate(found, { endsAtMs, address: '203.0.113.7' });
    },
    async options(method, path, body) {
      const answer = await send(method, path, body);
      return optionsAnswer.parse(answer.json()).data.publicKey;
    },
  };
}
