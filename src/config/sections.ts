import type { Config } from './config.ts';
import type { Section } from './section.ts';
import { accessControl } from './sections/access-control.ts';
import { authenticationBackend } from './sections/authentication-backend.ts';
import { log } from './sections/log.ts';
import { privacyPolicy } from './sections/privacy-policy.ts';
import { server } from './sections/server.ts';
import { session } from './sections/session.ts';
import { theme } from './sections/theme.ts';

/** Every top-level key of the configuration (behaviour.md §4.3). */
export const sections = {
  theme,
  log,
  server,
  authentication_backend: authenticationBackend,
  privacy_policy: privacyPolicy,
  access_control: accessControl,
  session,
} satisfies { readonly [Key in keyof Config]-?: Section<NonNullable<Config[Key]>> };
