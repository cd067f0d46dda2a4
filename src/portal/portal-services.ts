import type { Policy } from '../access/policy.ts';
import type { Administrators } from '../admin/administrators.ts';
import type { SessionAdministration } from '../admin/session-administration.ts';
import type { SecurityEvents } from '../audit/security-events.ts';
import type { Config } from '../config/config.ts';
import type { PasswordSignIn } from '../factors/password-sign-in.ts';
import type { SecondFactorDoor } from '../factors/second-factor-door.ts';
import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import type { Random } from '../lib/random.ts';
import type { Notifier } from '../notify/notifier.ts';
import type { RateLimiter } from '../regulation/rate-limiter.ts';
import type { HandOverTokens } from '../session/hand-over-tokens.ts';
import type { Sessions } from '../session/sessions.ts';
import type { Tickets } from '../session/tickets.ts';
import type { SpendOnce } from '../storage/spend-once.ts';
import type { UserBackend } from '../users/backend.ts';
import type { ElevationRules } from '../verification/elevation.ts';
import type { OpenIdFlows } from './openid-flows.ts';

/** The sections that the portal reads. */
export type PortalConfig = Pick<
  Config,
  'theme' | 'administration' | 'server' | 'session' | 'authentication_backend' | 'privacy_policy'
>;

/** What the portal's handlers work with. */
export interface PortalServices {
  readonly config: PortalConfig;
  readonly sessions: Sessions;
  /** Where the people are known: for what they change and for those who have no session yet. */
  readonly users: UserBackend;
  readonly passwordSignIn: PasswordSignIn;
  readonly secondFactorDoor: SecondFactorDoor;
  readonly tickets: Tickets;
  readonly handOverTokens: HandOverTokens;
  readonly spendOnce: SpendOnce;
  readonly notifier: Notifier;
  readonly securityEvents: SecurityEvents;
  readonly elevation: ElevationRules;
  /** Undefined where no OpenID Connect provider is configured. */
  readonly openIdFlows?: OpenIdFlows | undefined;
  readonly administrators: Administrators;
  readonly sessionAdministration: SessionAdministration;
  readonly rateLimiter: RateLimiter;
  readonly policy: Policy;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}
