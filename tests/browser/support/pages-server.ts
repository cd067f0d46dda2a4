import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import type { PageData } from '../../../shared/api/page.ts';
import { pageSecurityHeaders } from '../../../src/http/security-headers.ts';
import { type BuiltPages, pagesFolder } from './built-pages.ts';

/** A request as the server saw it; JSON bodies are parsed, form bodies are records. */
export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
}

/** What the scripted server answers: an envelope for the API, or a page. */
export type Scripted =
  | { readonly status: number; readonly json: unknown }
  | { readonly status: number; readonly page: Partial<PageData> }
  | { readonly status: 303; readonly location: string };

/** A server that plays the portal for one test: it shows a page and answers the rest as the test says. */
export interface PagesServer {
  readonly url: string;
  readonly seen: readonly SeenRequest[];
  /** The page that every GET shows. */
  show(data: Partial<PageData>): void;
  /** What `METHOD path` answers from now on; a promise keeps the browser waiting. */
  on(methodAndPath: string, answer: () => Scripted | Promise<Scripted>): void;
  /** Holds the answers to requests for scripts until the promise is there. */
  holdScripts(until: Promise<void>): void;
  close(): Promise<void>;
}

/** As strict as the portal's own: nothing inline, nothing from elsewhere. */
const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.ico': 'image/x-icon',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
};

const plainPage: PageData = {
  page: 'sign-in',
  basePath: '/auth/',
  language: 'en',
  theme: 'light',
  canBeRemembered: true,
  canResetPassword: true,
  privacyPolicyUrl: 'https://example.com/privacy',
};

/** Starts it on a free loopback port. */
export async function startPagesServer(pages: BuiltPages): Promise<PagesServer> {
  const seen: SeenRequest[] = [];
  const answers = new Map<string, () => Scripted | Promise<Scripted>>();
  let shown: PageData = plainPage;
  let scriptsReady: Promise<void> = Promise.resolve();

  const sendPage = (response: ServerResponse, status: number, data: PageData) => {
    response.writeHead(status, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': contentSecurityPolicy + framePolicy(data),
    });
    response.end(pages.render(data));
  };
  const sendFile = async (response: ServerResponse, path: string) => {
    if (path.endsWith('.js')) await scriptsReady;
    const content = await readFile(join(pagesFolder, path));
    response.writeHead(200, { 'content-type': types[extname(path)] ?? 'application/octet-stream' });
    response.end(content);
  };
  const handle = async (request: IncomingMessage, response: ServerResponse) => {
    const path = new URL(request.url ?? '/', 'http://portal').pathname.replace(plainPage.basePath, '/');
    if (path.startsWith('/static/') || path === '/favicon.ico') return sendFile(response, path);
    seen.push({ method: request.method ?? '', path: request.url ?? '', body: await readBody(request) });
    const answer = await answers.get(`${request.method} ${path}`)?.();
    if (answer === undefined) return sendPage(response, 200, shown);
    if ('page' in answer) return sendPage(response, answer.status, { ...shown, ...answer.page });
    if ('location' in answer) return response.writeHead(303, { location: answer.location }).end();
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    return response.end(JSON.stringify(answer.json));
  };

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) =>
      response.destroy(error instanceof Error ? error : undefined),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new TypeError('the server has no port');
  return {
    url: `http://127.0.0.1:${address.port}${plainPage.basePath}`,
    seen,
    show: (data) => {
      shown = { ...plainPage, ...data };
    },
    on: (methodAndPath, answer) => {
      answers.set(methodAndPath, answer);
    },
    holdScripts: (until) => {
      scriptsReady = until;
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** What the portal's own policy says of frames. */
function framePolicy({ frames = [] }: PageData): string {
  const headers = pageSecurityHeaders({ nonce: '', template: '', formTargets: [], frames });
  return headers.find(([name]) => name === 'Content-Security-Policy')?.[1] ?? '';
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += String(chunk);
  if (text === '') return undefined;
  return request.headers['content-type'] === 'application/json'
    ? JSON.parse(text)
    : Object.fromEntries(new URLSearchParams(text));
}
