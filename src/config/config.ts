import type { AccessControlConfig } from './sections/access-control.ts';
import type { AuthenticationBackendConfig } from './sections/authentication-backend.ts';
import type { LogConfig } from './sections/log.ts';
import type { PrivacyPolicyConfig } from './sections/privacy-policy.ts';
import type { ServerConfig } from './sections/server.ts';
import type { SessionConfig } from './sections/session.ts';

/**
 * The whole configuration: checked, complete, frozen. Keys are spelled as in the YAML file (behaviour.md §4.3), every
 * default is filled in, durations are `Milliseconds`. A module is given its own section, never the whole.
 */
export interface Config {
  readonly theme: 'light' | 'dark' | 'grey' | 'oled' | 'auto';
  readonly log: LogConfig;
  readonly server: ServerConfig;
  readonly authentication_backend: AuthenticationBackendConfig;
  readonly privacy_policy: PrivacyPolicyConfig;
  readonly access_control: AccessControlConfig;
  readonly session: SessionConfig;
}
