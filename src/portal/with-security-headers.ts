import type { Answer } from '../http/answer.ts';
import { apiSecurityHeaders, baseSecurityHeaders } from '../http/security-headers.ts';
import type { AnswerKind } from './endpoint.ts';

/** Files may be kept, so they carry none of the headers that forbid it. */
const fileSecurityHeaders: Answer['headers'] = [
  ...baseSecurityHeaders,
  ['Content-Security-Policy', "default-src 'none'"],
  ['Cross-Origin-Resource-Policy', 'same-origin'],
];

/** Adds what every answer of its kind carries (behaviour.md §1.1), but to a page, which brings its own with its policy. */
export function withSecurityHeaders(kind: AnswerKind, answer: Answer): Answer {
  if (answer.headers.some(([name]) => name === 'Content-Security-Policy')) return answer;
  const added = kind === 'file' ? fileSecurityHeaders : apiSecurityHeaders;
  return { ...answer, headers: [...answer.headers, ...added] };
}
