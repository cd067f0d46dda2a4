import type { Answer } from '../http/answer.ts';
import { plainAnswer } from '../http/plain-answer.ts';
import type { Challenge } from './decision.ts';
import { identityHeaders } from './identity-headers.ts';

/** A plain text answer that lets nobody through: `<code> <reason>`, empty Remote-* headers, never to be stored. */
export function refusalAnswer(status: number, headers: Answer['headers'] = []): Answer {
  return plainAnswer(status, [...headers, ...identityHeaders(undefined), ['Cache-Control', 'no-store']]);
}

/** A refusal that asks for credentials (RFC 9110 §11.6.1). */
export function challengeAnswer({ status, header, value }: Challenge): Answer {
  return refusalAnswer(status, [[header, value]]);
}
