import type { Challenge } from './decision.ts';

const value = 'Basic realm="Authorization Required"';

/** The challenges of the Basic scheme (RFC 7617 §2), by the kind of server that asks. */
export const basicChallenges = {
  authorization: { status: 401, header: 'WWW-Authenticate', value },
  proxy: { status: 407, header: 'Proxy-Authenticate', value },
} as const satisfies Record<string, Challenge>;
