import type { RequestListener } from 'node:http';
import { renderApplicationPage } from './application-page.ts';
import { applicationStyles } from './application-styles.ts';
import { identityHeaders } from './headers.ts';

/** The demonstration's application: it knows nothing of passwords, it only reads who is there from the request's headers. */
export function createApplication(): RequestListener {
  return (request, response) => {
    if (request.url === '/styles.css') {
      response.writeHead(200, { 'Content-Type': 'text/css; charset=utf-8' });
      response.end(request.method === 'HEAD' ? undefined : applicationStyles);
      return;
    }
    const identity = identityHeaders.map((name) => {
      const value = request.headers[name.toLowerCase()];
      // Node reads header bytes as Latin-1; names are UTF-8.
      return { name, value: Buffer.from(typeof value === 'string' ? value : '', 'latin1').toString('utf8') };
    });
    const html = renderApplicationPage({ host: request.headers.host ?? '', identity });
    response.writeHead(200, {
      'Content-Type': 'text/html; charset=utf-8',
      'Content-Length': Buffer.byteLength(html),
      'Content-Security-Policy': "default-src 'none'; style-src 'self'; img-src data:; form-action 'self'",
      'Cache-Control': 'no-store',
    });
    response.end(request.method === 'HEAD' ? undefined : html);
  };
}
