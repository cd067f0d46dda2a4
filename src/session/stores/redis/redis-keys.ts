/**
 * Where our records live. Not Authelia's `authelia-session:`, for the records are of another form: both programs may use one Redis while one
 * takes over from the other, and neither reads what it cannot understand.
 */
export const redisKeys = {
  sessionPrefix: 'gatehouse:session:',
  /** Of the sorted sets of a user's sessions. */
  indexPrefix: 'gatehouse:session-user:',
  /** Written to see whether the server takes writes, and tells of them. */
  probeKey: 'gatehouse:session-probe',
} as const;
