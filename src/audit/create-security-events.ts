import type { Log } from '../lib/log.ts';
import type { SecurityEvents } from './security-events.ts';

/** Keeps security events in the log. */
export function createSecurityEvents({ log }: { readonly log: Log }): SecurityEvents {
  return {
    tell({ kind, username, address, requestId, isSuccessful }) {
      log.info({ kind, username, remote_ip: address, request_id: requestId, isSuccessful }, 'security event');
      return Promise.resolve();
    },
  };
}
