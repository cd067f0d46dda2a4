import { STATUS_CODES } from 'node:http';
import type { Answer } from './answer.ts';

/** `<code> <reason>` as plain text, for example `403 Forbidden` (behaviour.md §1.1), with more headers where given. */
export function plainAnswer(status: number, headers: Answer['headers'] = []): Answer {
  return {
    status,
    headers: [['Content-Type', 'text/plain; charset=utf-8'], ...headers],
    body: statusLine(status),
  };
}

/** A status code with its reason: `302 Found`. */
export function statusLine(status: number): string {
  return `${status} ${STATUS_CODES[status] ?? 'Unknown'}`;
}
