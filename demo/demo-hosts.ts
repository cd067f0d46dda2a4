/** The cookie domain of the demonstration. Browsers take every name below `localhost` to be this machine. */
export const demoDomain = 'example.localhost';

/** The portal's host, the four that are guarded, the application's that signs people in itself, and the mailbox's; without port. */
export const demoHosts = {
  portal: `auth.${demoDomain}`,
  public: `public.${demoDomain}`,
  app: `app.${demoDomain}`,
  vault: `vault.${demoDomain}`,
  denied: `denied.${demoDomain}`,
  notes: `notes.${demoDomain}`,
  mail: `mail.${demoDomain}`,
} as const;
