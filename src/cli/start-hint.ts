/** What to look at in the configuration when the outside world refuses at start, by the error's code. */
const hints: Readonly<Record<string, string>> = {
  EADDRINUSE:
    'Another program listens there: end it, or write another port where the configuration has this one.',
  EADDRNOTAVAIL:
    'This machine has no such address: write one of its own, or none (tcp://:9091) for all of them.',
  'session-store-unavailable':
    'Look at session.redis: host, port, username, password and tls; with session.store: sql at storage.',
  'storage-unavailable': 'Look at storage.local.path: the file and who may write to it and to its folder.',
};

/** What to do about a start that failed with the error code; undefined where the message itself says all that is known. */
export function startHint(code: string): string | undefined {
  return hints[code];
}
