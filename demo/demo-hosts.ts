/** The cookie domain of the demonstration. Browsers take every name below `localhost` to be this machine. */
export const demoDomain = 'example.localhost';

/** The portal's host, the four that are guarded, and the mailbox's; without port. */
export const demoHosts = {
  portal: `auth.${demoDomain}`,
  public: `public.${demoDomain}`,
  app: `app.${demoDomain}`,
  vault: `vault.${demoDomain}`,
  denied: `denied.${demoDomain}`,
  mail: `mail.${demoDomain}`,
} as const;
