import type { Policy } from '../access/policy.ts';
import type { Config } from '../config/config.ts';
import type { PasswordSignIn } from '../factors/password-sign-in.ts';
import type { Log } from '../lib/log.ts';
import type { Random } from '../lib/random.ts';
import type { RateLimiter } from '../regulation/rate-limiter.ts';
import type { Sessions } from '../session/sessions.ts';

/** The sections that the portal reads. */
export type PortalConfig = Pick<
  Config,
  'theme' | 'server' | 'session' | 'authentication_backend' | 'privacy_policy'
>;

/** What the portal's handlers work with. */
export interface PortalServices {
  readonly config: PortalConfig;
  readonly sessions: Sessions;
  readonly passwordSignIn: PasswordSignIn;
  readonly rateLimiter: RateLimiter;
  readonly policy: Policy;
  readonly random: Random;
  readonly log: Log;
}
