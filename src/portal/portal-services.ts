import type { Policy } from '../access/policy.ts';
import type { Administrators } from '../admin/administrators.ts';
import type { SessionAdministration } from '../admin/session-administration.ts';
import type { KnownBrowsers } from '../audit/known-browsers.ts';
import type { SecurityEvents } from '../audit/security-events.ts';
import type { Config } from '../config/config.ts';
import type { DuoFactor } from '../factors/duo/duo-factor.ts';
import type { EnrolledFactors } from '../factors/enrolled-factors.ts';
import type { PasswordSignIn } from '../factors/password-sign-in.ts';
import type { RecoveryCodes } from '../factors/recovery-codes/recovery-codes.ts';
import type { RememberedDevices } from '../factors/remembered-devices.ts';
import type { SecondFactorChoice } from '../factors/second-factor-choice.ts';
import type { SecondFactorDoor } from '../factors/second-factor-door.ts';
import type { TotpFactor } from '../factors/totp/totp-factor.ts';
import type { WebAuthn } from '../factors/webauthn/webauthn.ts';
import type { BackgroundWork } from '../lib/background-work.ts';
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
import type { PasswordPolicy } from '../users/policy/password-policy.ts';
import type { ElevationRules } from '../verification/elevation.ts';
import type { OneTimeCodes } from '../verification/one-time-codes.ts';
import type { ResetLinks } from '../verification/reset-links.ts';
import type { OpenIdApplications } from './openid-applications.ts';
import type { OpenIdDeviceFlows, OpenIdFlows } from './openid-flows.ts';
import type { OpenIdSignOuts } from './openid-sign-outs.ts';

/** The sections that the portal reads. */
export type PortalConfig = Pick<
  Config,
  | 'theme'
  | 'administration'
  | 'server'
  | 'session'
  | 'webauthn'
  | 'authentication_backend'
  | 'password_policy'
  | 'privacy_policy'
>;

/** What the portal's handlers work with. */
export interface PortalServices {
  readonly config: PortalConfig;
  readonly sessions: Sessions;
  /** Where the people are known: for what they change and for those who have no session yet. */
  readonly users: UserBackend;
  readonly passwordSignIn: PasswordSignIn;
  readonly secondFactorDoor: SecondFactorDoor;
  readonly rememberedDevices: RememberedDevices;
  /** Undefined where Duo is switched off. */
  readonly duo: DuoFactor | undefined;
  readonly secondFactorChoice: SecondFactorChoice;
  readonly enrolledFactors: EnrolledFactors;
  readonly recoveryCodes: RecoveryCodes;
  /** Undefined where one-time passwords are switched off. */
  readonly totp: TotpFactor | undefined;
  /** Undefined where it is disabled: then its endpoints do not exist. */
  readonly webauthn: WebAuthn | undefined;
  readonly tickets: Tickets;
  readonly handOverTokens: HandOverTokens;
  readonly spendOnce: SpendOnce;
  readonly notifier: Notifier;
  readonly securityEvents: SecurityEvents;
  readonly knownBrowsers: KnownBrowsers;
  readonly elevation: ElevationRules;
  /** Undefined where no OpenID Connect provider is configured. */
  readonly openIdFlows?: OpenIdFlows | undefined;
  readonly openIdSignOuts?: OpenIdSignOuts | undefined;
  readonly openIdDeviceFlows?: OpenIdDeviceFlows | undefined;
  readonly openIdApplications?: OpenIdApplications | undefined;
  readonly administrators: Administrators;
  readonly sessionAdministration: SessionAdministration;
  readonly oneTimeCodes: OneTimeCodes;
  /** Undefined where passwords are not reset here. */
  readonly resetLinks: ResetLinks | undefined;
  readonly passwordPolicy: PasswordPolicy;
  /** For what nobody should wait for. */
  readonly background: BackgroundWork;
  readonly rateLimiter: RateLimiter;
  readonly policy: Policy;
  readonly clock: Clock;
  readonly random: Random;
  readonly log: Log;
}
