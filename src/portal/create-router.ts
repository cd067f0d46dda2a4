import { createServer, type RequestListener } from 'node:http';
import { type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from 'fastify';
import type { Answer } from '../http/answer.ts';
import { plainAnswer } from '../http/plain-answer.ts';
import { stripBasePath } from '../http/request-target.ts';
import { writeAnswer } from '../http/write-answer.ts';
import { answerRequest } from './answer-request.ts';
import { answerUnknownPath } from './answer-unknown-path.ts';
import type { Endpoint } from './endpoint.ts';
import type { PageAnswers } from './pages/page-answers.ts';
import { showPortal } from './pages/show-portal.ts';
import type { PortalRequest } from './portal-request.ts';
import type { PortalServices } from './portal-services.ts';
import { type RequestSettings, readPortalRequest } from './read-portal-request.ts';
import { withSecurityHeaders } from './with-security-headers.ts';

/** No body of the portal's is longer: a password of the longest kind with a long target, many times over. */
const maxBodyBytes = 65_536;

/** What the router hands requests to. */
export interface RouterOptions {
  readonly endpoints: readonly Endpoint[];
  readonly services: PortalServices;
  readonly pages: PageAnswers;
  readonly settings: RequestSettings;
}

/** The one file that knows Fastify: paths to endpoints, bodies to bytes, answers to sockets. */
export async function createRouter(
  options: RouterOptions,
): Promise<{ readonly listener: RequestListener; close(): Promise<void> }> {
  const { router, listener } = createFastify(options.settings.basePath);
  const read = (request: FastifyRequest) => readPortalRequest(request, options.settings);
  for (const [path, endpoints] of Map.groupBy(options.endpoints, (endpoint) => endpoint.path)) {
    router.all(path, async (request, reply) =>
      send(reply, await answerRequest(endpoints, read(request), options.services, options.pages)),
    );
  }
  const knownPaths = new Set(options.endpoints.map(({ path }) => path));
  router.setNotFoundHandler(async (request, reply) =>
    send(reply, await answerOther(options, knownPaths, read(request))),
  );
  router.setErrorHandler((error, _request, reply) => {
    const answer = answerRouterError(error);
    if (answer.status >= 500) options.services.log.error({ err: error }, 'the router failed');
    send(reply, answer);
  });
  await router.ready();
  return { listener, close: async () => router.close() };
}

function createFastify(basePath: string): {
  readonly router: FastifyInstance;
  readonly listener: RequestListener;
} {
  let listener: RequestListener | undefined;
  const router = fastify({
    bodyLimit: maxBodyBytes,
    exposeHeadRoutes: false,
    frameworkErrors: (error, _request, reply: FastifyReply) => send(reply, answerRouterError(error)),
    rewriteUrl: ({ url = '/' }) => stripBasePath(url, basePath) ?? url,
    routerOptions: { maxParamLength: 200 },
    // Bodies are checked by the endpoints: what compiles JSON Schemas need not be loaded.
    schemaController: { compilersFactory: { buildValidator: noSchemas, buildSerializer: noSchemas } },
    serverFactory(handler) {
      listener = handler;
      return createServer();
    },
  });
  if (listener === undefined) throw new TypeError('the router gave no listener');
  // Bodies are read the same way whatever Content-Type says, a malformed one included (behaviour.md §1.1).
  router.addHook('onRequest', async (request) => {
    delete request.raw.headers['content-type'];
  });
  router.removeAllContentTypeParsers();
  router.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  return { router, listener };
}

/** The one writer of answers is the edge's; the router lets go of the response. */
function send(reply: FastifyReply, answer: Answer): void {
  reply.hijack();
  writeAnswer(reply.raw, answer);
}

/** What no route has: 404, the way to what was meant, or the portal's page. */
async function answerOther(
  { services, pages }: RouterOptions,
  knownPaths: ReadonlySet<string>,
  request: PortalRequest,
): Promise<Answer> {
  const other = answerUnknownPath(request, knownPaths);
  if (other !== undefined) return withSecurityHeaders('api', other);
  const portalPage: Endpoint = {
    method: 'GET',
    path: '*',
    kind: 'page',
    guard: 'anyone',
    handle: (page) => showPortal(services, pages, page),
  };
  return answerRequest([portalPage], request, services, pages);
}

/** A request that the router refused before any endpoint saw it: too large, malformed, closing. What is left of it is not read. */
function answerRouterError(error: unknown): Answer {
  const status =
    typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;
  const answer = plainAnswer(typeof status === 'number' ? status : 500, [['Connection', 'close']]);
  return withSecurityHeaders('api', answer);
}

function noSchemas(): never {
  throw new TypeError('no route has a schema');
}
