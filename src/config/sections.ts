import type { Config } from './config.ts';
import type { Section } from './section.ts';
import { accessControl } from './sections/access-control.ts';
import { administration } from './sections/administration.ts';
import { authenticationBackend } from './sections/authentication-backend.ts';
import { certificatesDirectory } from './sections/certificates-directory.ts';
import { defaultSecondFactorMethod } from './sections/default-2fa-method.ts';
import { definitions } from './sections/definitions.ts';
import { duoApi } from './sections/duo-api.ts';
import { identityProviders } from './sections/identity-providers.ts';
import { identityValidation } from './sections/identity-validation.ts';
import { log } from './sections/log.ts';
import { notifier } from './sections/notifier.ts';
import { ntp } from './sections/ntp.ts';
import { passwordPolicy } from './sections/password-policy.ts';
import { privacyPolicy } from './sections/privacy-policy.ts';
import { regulation } from './sections/regulation.ts';
import { server } from './sections/server.ts';
import { session } from './sections/session.ts';
import { storage } from './sections/storage.ts';
import { telemetry } from './sections/telemetry.ts';
import { theme } from './sections/theme.ts';
import { totp } from './sections/totp.ts';
import { webauthn } from './sections/webauthn.ts';

/** Every top-level key of the configuration (behaviour.md §4.3). */
export const sections = {
  theme,
  administration,
  certificates_directory: certificatesDirectory,
  default_2fa_method: defaultSecondFactorMethod,
  log,
  definitions,
  server,
  telemetry,
  totp,
  webauthn,
  duo_api: duoApi,
  identity_validation: identityValidation,
  ntp,
  authentication_backend: authenticationBackend,
  password_policy: passwordPolicy,
  privacy_policy: privacyPolicy,
  access_control: accessControl,
  session,
  regulation,
  storage,
  notifier,
  identity_providers: identityProviders,
} satisfies { readonly [Key in keyof Config]: Section<Config[Key]> };
