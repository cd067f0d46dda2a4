import type { ServerResponse } from 'node:http';
import type { Answer } from './answer.ts';

/** Characters that are the same byte in Latin-1 and UTF-8. */
const asciiOnly = /^[\p{ASCII}]*$/u;

/**
 * Writes an answer once and ends the response. Header values go out byte for byte as Latin-1, text bodies as UTF-8. Node leaves the
 * body out where the request was HEAD; its length is told all the same (RFC 9110 §9.3.2).
 */
export function writeAnswer(response: ServerResponse, answer: Answer): void {
  const { status, body } = answer;
  const length = typeof body === 'string' ? Buffer.byteLength(body) : body.byteLength;
  const headers: string[] = [];
  for (const [name, value] of answer.headers) headers.push(name, value);
  headers.push('Content-Length', `${length}`);
  response.writeHead(status, headers);
  // Node joins headers and a text body into one string and encodes both alike: only bytes or plain ASCII leave the headers as they are.
  if (typeof body !== 'string') response.end(body);
  else if (asciiOnly.test(body)) response.end(body, 'latin1');
  else response.end(Buffer.from(body));
}
