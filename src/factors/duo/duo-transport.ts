import { request as httpsRequest } from 'node:https';
import { AppError } from '../../lib/app-error.ts';
import { tlsClientOptions } from '../../lib/tls-client-options.ts';

/** A form that is sent to the Duo API. */
export interface DuoPost {
  /** `https://api-….duosecurity.com/auth/v2/auth`. */
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** How long the whole answer may take. */
  readonly timeoutMs: number;
}

/** What came back. */
export interface DuoReply {
  readonly status: number;
  readonly body: string;
}

/** Far more than any answer that is read here. */
const longestReplyBytes = 256 * 1024;

/**
 * Posts a form over HTTPS, with a limit on time and size; no redirect is followed. Throws `AppError` `duo-unavailable`: neither address nor
 * body are in it.
 */
export function postToDuo(
  { url, headers, body, timeoutMs }: DuoPost,
  trustedCertificates: readonly string[],
): Promise<DuoReply> {
  const { promise, resolve, reject } = Promise.withResolvers<DuoReply>();
  const fail = (error: Error) => reject(duoUnavailable(error.message, error));
  const request = httpsRequest(url, {
    method: 'POST',
    headers,
    signal: AbortSignal.timeout(timeoutMs),
    agent: false,
    ...tlsClientOptions(undefined, { host: url.hostname, trustedCertificates }),
  });
  request.on('error', fail);
  request.on('response', (response) => {
    const chunks: Buffer[] = [];
    let length = 0;
    response.on('error', fail);
    response.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length > longestReplyBytes) response.destroy(new Error('the answer is too long'));
    });
    response.on('end', () =>
      resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') }),
    );
  });
  request.end(body);
  return promise;
}

/** Duo did not answer, or not as it should. `detail` is for the log. */
export function duoUnavailable(detail: string, cause?: unknown): AppError {
  return new AppError('duo-unavailable', 'Duo cannot be asked at the moment.', { detail, cause });
}
