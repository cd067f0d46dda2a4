import type { EventMessage, MailedDetail, MailedEvent } from '../notify/notifier.ts';
import type { MailedFactor } from '../notify/texts/mail-texts.ts';
import type { SecurityEvent, SecurityEventKind } from './security-events.ts';

/** How an event is told to the person. */
interface Telling {
  readonly event: MailedEvent;
  readonly factor?: MailedFactor;
}

/** The kinds that people should know of; nobody is mailed about the others. */
const tellings: Readonly<Partial<Record<SecurityEventKind, Telling>>> = {
  'new-device': { event: 'new-device' },
  'password-changed': { event: 'password-changed' },
  'password-reset': { event: 'password-reset' },
  'totp-added': { event: 'second-factor-added', factor: 'totp' },
  'totp-removed': { event: 'second-factor-removed', factor: 'totp' },
  'webauthn-added': { event: 'second-factor-added', factor: 'webauthn' },
  'webauthn-removed': { event: 'second-factor-removed', factor: 'webauthn' },
  'duo-device-chosen': { event: 'second-factor-added', factor: 'duo' },
  'recovery-codes-made': { event: 'recovery-codes-made' },
  'recovery-code-used': { event: 'recovery-code-used' },
};

/** What the person is mailed about an event that happened then; undefined where nothing is. */
export function mailOfEvent(event: SecurityEvent, timeMs: number): EventMessage | undefined {
  const telling = event.isSuccessful ? tellings[event.kind] : undefined;
  if (telling === undefined) return undefined;
  const { details = {} } = event;
  const said: readonly (readonly [MailedDetail, string | undefined])[] = [
    ['factor', telling.factor],
    ['name', details.name],
    ['left', details.left],
    ['device', event.rawUserAgent],
    ['time', new Date(timeMs).toISOString()],
  ];
  return {
    kind: 'event',
    event: telling.event,
    remoteIp: event.address ?? '',
    domain: event.domain,
    details: said.flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }])),
  };
}
