import { Agent, type IncomingMessage, type ServerResponse, request as sendRequest } from 'node:http';
import { pipeline } from 'node:stream/promises';
import { identityHeaders, valuesOf, withoutBody, withoutConnection, withoutReserved } from './headers.ts';

/** What the demonstration's proxy stands in front of. Origins have no slash at their end. */
export interface ProxyOptions {
  /** Gatehouse itself: `http://127.0.0.1:9091`. */
  readonly gatehouse: string;
  /** The hosts of portals, without port. They go straight to Gatehouse. */
  readonly portalHosts: readonly string[];
  /** The hosts that are guarded, without port. */
  readonly guardedHosts: readonly string[];
  /** Hosts that anybody may go to, without port, and the origins behind them. */
  readonly openHosts?: ReadonlyMap<string, string>;
  /** The application behind all guarded hosts. */
  readonly application: string;
}

/** A reverse proxy as small as one can be that asks Gatehouse's forward-auth endpoint before it lets a request through. */
export interface DemoProxy {
  /** Answers one request; never rejects. */
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
  /** Closes the connections it keeps to what is behind it. */
  close(): void;
}

const answerLimitMs = 30_000;

/** Makes the proxy; it listens nowhere by itself. */
export function createProxy(options: ProxyOptions): DemoProxy {
  const agent = new Agent({ keepAlive: true, timeout: answerLimitMs });
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const host = readHost(request);
    const isOriginForm = request.url?.startsWith('/') ?? false;
    if (host === undefined || !isOriginForm) return say(response, 400, 'Bad request');
    if (options.portalHosts.includes(host)) return forward(request, response, agent, options.gatehouse, []);
    const open = options.openHosts?.get(host);
    if (open !== undefined) return forward(request, response, agent, open, []);
    if (!options.guardedHosts.includes(host)) return say(response, 404, 'There is no such host here');
    const verdict = await ask(request, agent, options.gatehouse);
    if (!isSuccess(verdict)) return handOn(request, response, verdict);
    verdict.resume();
    await forward(request, response, agent, options.application, identityOf(verdict));
  };
  return {
    async handle(request, response) {
      try {
        await handle(request, response);
      } catch {
        // The far side is away or went away. No answer of Gatehouse is no entry.
        if (response.headersSent) response.destroy();
        else say(response, 502, 'Bad gateway');
      }
    },
    close: () => agent.destroy(),
  };
}

/** The one Host, lower case, without port and trailing dot; undefined where there is none or more than one. */
function readHost(request: IncomingMessage): string | undefined {
  const [host, ...others] = valuesOf(request.rawHeaders, 'host');
  if (host === undefined || others.length > 0) return undefined;
  return host.toLowerCase().replace(/:\d*$/, '').replace(/\.$/, '');
}

/** The question "may this request pass?" (behaviour.md §2.1, ForwardAuth). */
function ask(request: IncomingMessage, agent: Agent, gatehouse: string): Promise<IncomingMessage> {
  const headers = [...withoutBody(request.rawHeaders), ...forwardedHeaders(request)];
  headers.push('X-Forwarded-Method', request.method ?? '');
  return new Promise((resolve, reject) => {
    const url = `${gatehouse}/api/authz/forward-auth`;
    const question = sendRequest(
      url,
      { headers, agent, signal: AbortSignal.timeout(answerLimitMs) },
      resolve,
    );
    question.on('error', reject);
    question.end();
  });
}

/** What the client asked us for, in our words: its own are not handed on. */
function forwardedHeaders(request: IncomingMessage): string[] {
  return Object.entries({
    'X-Forwarded-For': request.socket.remoteAddress ?? '',
    'X-Forwarded-Proto': 'http',
    'X-Forwarded-Host': request.headers.host ?? '',
    'X-Forwarded-URI': request.url ?? '',
  }).flat();
}

function isSuccess(answer: IncomingMessage): boolean {
  const status = answer.statusCode ?? 0;
  return status >= 200 && status < 300;
}

/** All four headers, empty where Gatehouse names nobody. */
function identityOf(verdict: IncomingMessage): string[] {
  return identityHeaders.flatMap((name) => [
    name,
    valuesOf(verdict.rawHeaders, name.toLowerCase()).join(','),
  ]);
}

/** Sends the request on with its body as it comes, and the answer back as it comes. */
async function forward(
  request: IncomingMessage,
  response: ServerResponse,
  agent: Agent,
  origin: string,
  identity: readonly string[],
): Promise<void> {
  const headers = [...withoutReserved(request.rawHeaders), ...forwardedHeaders(request), ...identity];
  const isChunked = request.headers['transfer-encoding'] !== undefined;
  if (isChunked) headers.push('Transfer-Encoding', 'chunked');
  const outgoing = sendRequest(`${origin}${request.url}`, {
    method: request.method ?? 'GET',
    headers,
    agent,
  });
  response.once('close', () => outgoing.destroy());
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    outgoing.once('response', resolve);
    outgoing.once('error', reject);
  });
  const hasBody = isChunked || request.headers['content-length'] !== undefined;
  const sent = hasBody ? pipeline(request, outgoing) : Promise.resolve(outgoing.end());
  // An application may answer before it has read all; then the rest need not arrive.
  sent.catch(() => undefined);
  await handOn(request, response, await answered);
}

async function handOn(
  request: IncomingMessage,
  response: ServerResponse,
  answer: IncomingMessage,
): Promise<void> {
  response.writeHead(answer.statusCode ?? 502, withoutConnection(answer.rawHeaders));
  if (request.method === 'HEAD') {
    answer.resume();
    response.end();
    return;
  }
  await pipeline(answer, response);
}

function say(response: ServerResponse, status: number, words: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' });
  response.end(`${words}\n`);
}
