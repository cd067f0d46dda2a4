import type { BanKind } from '../../storage/bans.ts';

/** What the commands call a kind of ban and its subject. */
export const banWords = {
  user: { column: 'Username', one: 'user', value: 'username' },
  ip: { column: 'IP', one: 'IP', value: 'ip' },
} as const satisfies Record<BanKind, object>;
