import { logFields } from './log-fields.ts';

/** Turns one line of `createLog` into the JSON form: one object a line, its fields in the order of their names. */
export function toJsonLine(jsonLine: string): string {
  return `${JSON.stringify(Object.fromEntries(logFields(jsonLine)))}\n`;
}
