/** What a configuration for Authelia 4.39 usually has besides, whether or not Gatehouse can use it yet. */
export const autheliaKeys = {
  theme: 'dark',
  log: { level: 'debug', format: 'json' },
  totp: { disable: false, issuer: 'example.com', period: 30, skew: 1 },
  webauthn: { disable: false, display_name: 'Authelia', timeout: '60 seconds' },
  ntp: {
    address: 'udp://time.cloudflare.com:123',
    version: 3,
    max_desync: '3s',
    disable_startup_check: true,
  },
  password_policy: { zxcvbn: { enabled: true, min_score: 3 } },
  regulation: { max_retries: 3, find_time: '2 minutes', ban_time: '5 minutes' },
  telemetry: { metrics: { enabled: false } },
} as const;
