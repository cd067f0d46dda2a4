import type { ServerResponse } from 'node:http';
import type { TelemetryConfig } from '../config/sections/telemetry.ts';
import { plainAnswer } from '../http/plain-answer.ts';
import { createHttpServer, type HttpServer, type RequestHandler } from '../http/server.ts';
import { writeAnswer } from '../http/write-answer.ts';
import type { Log } from '../lib/log.ts';
import type { Metrics } from './metrics.ts';

/** What `createMetricsServer` needs. */
export interface MetricsServerOptions {
  readonly config: TelemetryConfig['metrics'];
  readonly metrics: Pick<Metrics, 'read'>;
  readonly log: Log;
}

const notFound = plainAnswer(404);
const notAllowed = plainAnswer(405, [['Allow', 'GET, HEAD']]);

/**
 * A listener of its own for Prometheus (behaviour.md §1.9): the one path of `telemetry.metrics.address`, GET and HEAD. It asks for no
 * credentials, so it must not stand open to everyone; nothing that it tells is a secret or names a person.
 */
export function createMetricsServer({ config, metrics, log }: MetricsServerOptions): HttpServer {
  const { path } = config.address;
  const read: RequestHandler = ({ method }) =>
    method === 'GET' || method === 'HEAD' ? metrics.read() : notAllowed;
  return createHttpServer({
    config: { ...config, tls: undefined },
    log,
    findHandler: (rawPath) => (rawPath === path ? read : undefined),
    rest: (_request, response: ServerResponse) => writeAnswer(response, notFound),
  });
}
