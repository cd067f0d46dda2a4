import { isRecord } from '../is-record.ts';

/** The `data` of an `OK` envelope (behaviour.md §1.1) as a record, `{}` where there is none; undefined for anything but `OK`. */
export function readEnvelope(body: unknown): Readonly<Record<string, unknown>> | undefined {
  if (!isRecord(body) || body.status !== 'OK') return undefined;
  return isRecord(body.data) ? body.data : {};
}
