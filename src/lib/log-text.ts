import { logFields } from './log-fields.ts';

/** The fields that every line starts with, in this order. */
const leading = ['time', 'level', 'msg'];

/**
 * Turns one line of `createLog` into the text form `time="…" level=info msg="…" key=value`, the form that log watchers written for
 * Authelia read. A value is quoted where it holds anything but plain characters, so that no value can forge a field or a line.
 */
export function toTextLine(jsonLine: string): string {
  const fields = logFields(jsonLine);
  const first = leading.flatMap((name) => fields.filter(([other]) => other === name));
  const others = fields.filter(([name]) => !leading.includes(name));
  return `${[...first, ...others].map(([name, value]) => `${name}=${toText(name, value)}`).join(' ')}\n`;
}

function toText(name: string, value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const isPlain = /^[A-Za-z0-9._/@^+-]+$/.test(text) && name !== 'time' && name !== 'msg';
  return isPlain ? text : JSON.stringify(text);
}
