import type { Clock } from '../lib/clock.ts';
import type { Log } from '../lib/log.ts';
import type { EventMessage, Notifier } from '../notify/notifier.ts';
import type { AuditLog } from '../storage/audit-log.ts';
import type { UserBackend } from '../users/backend.ts';
import { createBackgroundMails } from './background-mails.ts';
import { mailOfEvent } from './mailed-events.ts';
import type { SecurityEvent, SecurityEvents } from './security-events.ts';

/** What keeping and telling stand on. */
export interface SecurityEventsOptions {
  readonly audit: AuditLog;
  /** Addresses come from here alone. */
  readonly users: Pick<UserBackend, 'find'>;
  readonly notifier: Pick<Notifier, 'send'>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Security events with mails that are sent in the background. */
export interface SecurityEventsKeeper extends SecurityEvents {
  /** Gives when nothing is under way any more. */
  settled(): Promise<void>;
  /** Sends what waits, within a limit of time. */
  close(): Promise<void>;
}

/** Keeps security events in the audit table and mails those that people should know of. */
export function createSecurityEvents(options: SecurityEventsOptions): SecurityEventsKeeper {
  const { audit, clock, log } = options;
  const mails = createBackgroundMails(log);
  return {
    async tell(event) {
      const timeMs = clock.now();
      const message = mailOfEvent(event, timeMs);
      if (message !== undefined) mails.add(() => mailPerson(options, event, message));
      try {
        await audit.append({ ...recordOf(event), timeMs });
      } catch (error) {
        const { kind, username, requestId } = event;
        log.error(
          { err: error, kind, username, request_id: requestId },
          'a security event could not be kept',
        );
      }
    },
    settled: () => mails.settled(),
    close: () => mails.close(),
  };
}

function recordOf({
  kind,
  username,
  by,
  isSuccessful,
  address,
  rawUserAgent,
  requestId,
  details,
}: SecurityEvent) {
  const userAgent = rawUserAgent;
  return { kind, username, actor: by, isSuccessful, address, userAgent, requestId, details: details ?? {} };
}

async function mailPerson(
  { users, notifier, log }: SecurityEventsOptions,
  { username, language, kind, requestId }: SecurityEvent,
  message: EventMessage,
): Promise<void> {
  const user = await users.find(username);
  const address = user?.username === username ? user.emails[0] : undefined;
  if (user === undefined || address === undefined) {
    log.warn(
      { username, kind, request_id: requestId },
      'nobody can be told of a security event: no e-mail address',
    );
    return;
  }
  await notifier.send({ displayName: user.displayName, address, language }, message);
}
