/** What the keys have in common. The braces make a cluster keep all of them in one place, so that scripts can use several together. */
const sharedPrefix = '{gatehouse}:';

/**
 * Where our records live. Not Authelia's `authelia-session:`, for the records are of another form: both programs may use one Redis while one
 * takes over from the other, and neither reads what it cannot understand.
 */
export const redisKeys = {
  sessionPrefix: `${sharedPrefix}session:`,
  /** Of the sorted sets of a user's sessions. */
  indexPrefix: `${sharedPrefix}session-user:`,
  /** Written to see whether the server takes writes, and tells of them. */
  probeKey: `${sharedPrefix}session-probe`,
  /** Never written: asked for to see whether a server of a cluster has all of our records. */
  absentKey: `${sharedPrefix}nothing`,
} as const;

/** The hash slot of a cluster that all of them fall into: CRC16 of what stands in the braces (Redis Cluster specification, key distribution model). */
export const redisSlot = 7783;
