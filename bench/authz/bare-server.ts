import { createServer } from 'node:http';
import { composeTarget } from '../../src/access/target.ts';
import { clientAddress, compileTrust } from '../../src/http/forwarded.ts';
import { readForwardedFields } from '../../src/http/forwarded-fields.ts';
import { headerValues } from '../../src/http/raw-request.ts';
import { readRawRequest } from '../../src/http/read-raw-request.ts';
import { readCookieCandidates } from '../../src/session/cookie-candidates.ts';
import { cookieName } from './check-request.ts';

/**
 * What the checks are compared with: a bare `node:http` handler that parses the request as the checks do (forwarded headers, the target's URL,
 * the chain of proxies, cookies), finds the session by its cookie in a map and answers the same bytes. It knows no rules, no lifetimes and no
 * levels, hashes nothing and notes nothing.
 */
const usernameByCookie = new Map<string, string>();

for (let count = 0; count < Number(process.argv[2]); count++) {
  usernameByCookie.set(`${count}`.padStart(42, 'c').concat('A'), `user${count}`);
}

const trust = compileTrust(['127.0.0.0/8', '::1/128', '10.0.0.0/8', '172.16.0.0/12', '192.168.0.0/16']);

const server = createServer((request, response) => {
  const raw = readRawRequest(request);
  const fields = readForwardedFields(raw, trust);
  const target =
    typeof fields === 'string'
      ? fields
      : composeTarget({
          rawScheme: fields.proto ?? '',
          rawHost: fields.host ?? '',
          rawUri: fields.uri ?? '',
          rawMethod: fields.method ?? '',
        });
  const address = clientAddress(raw, trust);
  const [cookie = ''] = readCookieCandidates(headerValues(raw, 'cookie'), cookieName);
  const username = usernameByCookie.get(cookie);
  const isComplete = typeof target === 'object' && address !== undefined;
  const body = username !== undefined && isComplete ? '200 OK' : '401 Unauthorized';
  response.writeHead(body === '200 OK' ? 200 : 401, [
    'Content-Type',
    'text/plain; charset=utf-8',
    'Remote-User',
    username ?? '',
    'Remote-Groups',
    'dev,admins',
    'Remote-Name',
    'Somebody',
    'Remote-Email',
    `${username}@example.com`,
    'Content-Length',
    `${body.length}`,
  ]);
  response.end(body, 'latin1');
});

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  process.send?.({ port, cookies: [...usernameByCookie.keys()].slice(0, 1000) });
});
process.on('disconnect', () => process.exit());
