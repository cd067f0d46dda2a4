import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import type { AuditLog } from '../storage/audit-log.ts';
import type { SecurityEventKind } from './security-events.ts';

/** A ban that was made after too many failures, and whose failure was the last. */
interface MadeBan {
  readonly kind: string;
  /** The user name, or what the address is counted as. */
  readonly subject: string;
  readonly username: string;
  readonly address: string | undefined;
}

const kind: SecurityEventKind = 'banned';

/** Gives what keeps bans in the audit table. It never throws, for the ban holds anyway. */
export function keepBans({
  audit,
  clock,
  log,
}: {
  readonly audit: Pick<AuditLog, 'append'>;
  readonly clock: Clock;
  readonly log: Log;
}): (ban: MadeBan) => Promise<void> {
  return async ({ username, address, ...ban }) => {
    const record = { timeMs: clock.now(), kind, username, actor: undefined, isSuccessful: false, address };
    try {
      await audit.append({
        ...record,
        userAgent: '',
        requestId: '',
        details: { banned: ban.kind, subject: ban.subject },
      });
    } catch (error) {
      log.error({ err: error, kind }, 'a security event could not be kept');
    }
  };
}
