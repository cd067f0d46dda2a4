import type { AccessControlConfig } from './sections/access-control.ts';
import type { AdministrationConfig } from './sections/administration.ts';
import type { AuthenticationBackendConfig } from './sections/authentication-backend.ts';
import type { SecondFactorMethod } from './sections/default-2fa-method.ts';
import type { DefinitionsConfig } from './sections/definitions.ts';
import type { DuoConfig } from './sections/duo-api.ts';
import type { IdentityProvidersConfig } from './sections/identity-providers.ts';
import type { IdentityValidationConfig } from './sections/identity-validation.ts';
import type { LogConfig } from './sections/log.ts';
import type { NotifierConfig } from './sections/notifier.ts';
import type { NtpConfig } from './sections/ntp.ts';
import type { PasswordPolicyConfig } from './sections/password-policy.ts';
import type { PrivacyPolicyConfig } from './sections/privacy-policy.ts';
import type { RegulationConfig } from './sections/regulation.ts';
import type { ServerConfig } from './sections/server.ts';
import type { SessionConfig } from './sections/session.ts';
import type { StorageConfig } from './sections/storage.ts';
import type { TelemetryConfig } from './sections/telemetry.ts';
import type { Theme } from './sections/theme.ts';
import type { TotpConfig } from './sections/totp.ts';
import type { WebAuthnConfig } from './sections/webauthn.ts';

/**
 * The whole configuration: checked, complete, frozen. Keys are spelled as in the YAML file (behaviour.md §4.3), every
 * default is filled in, durations are `Milliseconds`. A module is given its own section, never the whole.
 */
export interface Config {
  readonly theme: Theme;
  readonly administration: AdministrationConfig;
  readonly certificates_directory: string | undefined;
  readonly default_2fa_method: SecondFactorMethod | undefined;
  readonly log: LogConfig;
  readonly definitions: DefinitionsConfig;
  readonly server: ServerConfig;
  readonly telemetry: TelemetryConfig;
  readonly totp: TotpConfig;
  readonly webauthn: WebAuthnConfig;
  readonly duo_api: DuoConfig;
  readonly identity_validation: IdentityValidationConfig;
  readonly ntp: NtpConfig;
  readonly authentication_backend: AuthenticationBackendConfig;
  readonly password_policy: PasswordPolicyConfig;
  readonly privacy_policy: PrivacyPolicyConfig;
  readonly access_control: AccessControlConfig;
  readonly session: SessionConfig;
  readonly regulation: RegulationConfig;
  readonly storage: StorageConfig;
  readonly notifier: NotifierConfig;
  readonly identity_providers: IdentityProvidersConfig;
}
