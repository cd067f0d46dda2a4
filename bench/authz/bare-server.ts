import { createServer } from 'node:http';
import { cookieName } from './check-request.ts';

/**
 * What the checks are compared with: a bare `node:http` handler that reads the same headers, finds the session by its cookie in a map and
 * answers the same bytes. It knows no rules, trusts everybody and checks nothing.
 */
const usernameByCookie = new Map<string, string>();

for (let count = 0; count < Number(process.argv[2]); count++) {
  usernameByCookie.set(`${count}`.padStart(42, 'c').concat('A'), `user${count}`);
}

const server = createServer((request, response) => {
  const { rawHeaders } = request;
  const told = { proto: '', host: '', uri: '', method: '', address: '', cookies: '' };
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const value = rawHeaders[index + 1] ?? '';
    switch ((rawHeaders[index] ?? '').toLowerCase()) {
      case 'x-forwarded-proto':
        told.proto = value;
        break;
      case 'x-forwarded-host':
        told.host = value;
        break;
      case 'x-forwarded-uri':
        told.uri = value;
        break;
      case 'x-forwarded-method':
        told.method = value;
        break;
      case 'x-forwarded-for':
        told.address = value;
        break;
      case 'cookie':
        told.cookies = value;
    }
  }
  const pair = told.cookies.split('; ').find((one) => one.startsWith(`${cookieName}=`));
  const username = usernameByCookie.get(pair?.slice(cookieName.length + 1) ?? '');
  const isComplete = Object.values(told).every((value) => value !== '');
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
