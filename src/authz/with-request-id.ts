import type { Answer } from '../http/answer.ts';

/** The header in which the id of a check travels to the visitor. */
const requestIdHeader = 'X-Request-Id';

/**
 * Adds the id of a check to every answer that lets nobody through, and to the text of a final refusal, so that a visitor can tell it and
 * an operator finds rule and reason in the log. It says nothing else. Whoever is asked for credentials (401, 407) gets the header alone.
 */
export function withRequestId(answer: Answer, requestId: string): Answer {
  if (answer.status < 300) return answer;
  const { status, body } = answer;
  const isFinal = status >= 400 && status !== 401 && status !== 407;
  return {
    status,
    headers: [...answer.headers, [requestIdHeader, requestId]],
    body: isFinal && typeof body === 'string' ? `${body}\nRequest id: ${requestId}` : body,
  };
}
