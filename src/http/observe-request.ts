import type { IncomingMessage, ServerResponse } from 'node:http';

/** Hears of every answered request, for the metrics. */
export type RequestObserver = (method: string, status: number, durationMs: number) => void;

/** Tells the observer when the answer is out; a request whose client went away before there was one is not told of. */
export function observeRequest(
  incoming: IncomingMessage,
  response: ServerResponse,
  observer: RequestObserver,
): void {
  const startedAtMs = performance.now();
  response.once('close', () => {
    if (!response.headersSent) return;
    observer(incoming.method ?? '', response.statusCode, performance.now() - startedAtMs);
  });
}
