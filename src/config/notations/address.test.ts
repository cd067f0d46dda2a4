import { expect, test } from 'vitest';
import { address } from './address.ts';
import { Misread } from './notation.ts';

const server = address({
  schemes: ['tcp', 'tcp4', 'tcp6', 'unix', 'fd'],
  port: 9091,
  example: 'tcp://:9091/',
});
const mail = address({ schemes: ['smtp', 'submission', 'submissions'], example: 'smtp://localhost:25' });
const directory = address({ schemes: ['ldaps', 'ldap', 'ldapi'], example: 'ldaps://dc.example.com' });
const clock = address({ schemes: ['udp'], port: 123, example: 'udp://time.example.com:123' });

const tcp = { kind: 'tcp', scheme: 'tcp', path: '/' };

test.each([
  ['tcp://:9091/', { ...tcp, host: '', port: 9091 }],
  [':8080', { ...tcp, host: '', port: 8080 }],
  ['0.0.0.0', { ...tcp, host: '0.0.0.0', port: 9091 }],
  ['tcp://127.0.0.1:9091/auth', { ...tcp, host: '127.0.0.1', port: 9091, path: '/auth' }],
  ['tcp://127.0.0.1:9091/auth/', { ...tcp, host: '127.0.0.1', port: 9091, path: '/auth' }],
  ['tcp6://[::1]:9091', { ...tcp, scheme: 'tcp6', host: '::1', port: 9091 }],
  ['Host.Example.com:0', { ...tcp, host: 'host.example.com', port: 0 }],
  ['/run/gatehouse.sock', { kind: 'unix', socketPath: '/run/gatehouse.sock', umask: undefined, path: '/' }],
  [
    'unix:///run/gatehouse.sock?umask=0022&path=auth',
    { kind: 'unix', socketPath: '/run/gatehouse.sock', umask: 0o022, path: '/auth' },
  ],
  ['fd://3?path=auth', { kind: 'fd', descriptor: 3, path: '/auth' }],
])('The server listens at %s.', (raw, ready) => {
  expect(server.read(raw)).toEqual(ready);
});

test.each([
  ['smtp://mail.example.com', 'smtp', 25],
  ['submission://mail.example.com', 'submission', 587],
  ['submissions://mail.example.com', 'submissions', 465],
  ['mail.example.com:2525', 'smtp', 2525],
])('mail goes to %s', (raw, scheme, port) => {
  expect(mail.read(raw)).toEqual({ kind: 'tcp', scheme, host: 'mail.example.com', port, path: '/' });
});

test('directories and clocks have standard ports and schemes', () => {
  expect(directory.read('dc.example.com')).toMatchObject({ scheme: 'ldaps', port: 636 });
  expect(directory.read('ldap://127.0.0.1')).toMatchObject({ scheme: 'ldap', port: 389 });
  expect(directory.read('ldapi:///run/slapd/ldapi')).toMatchObject({
    kind: 'unix',
    socketPath: '/run/slapd/ldapi',
  });
  expect(clock.read('time.example.com')).toMatchObject({ scheme: 'udp', port: 123 });
});

test.each([
  ['http://example.com', 'The scheme "http" is not possible here.'],
  ['tcp://example.com:99999', 'A port is at most 65535.'],
  ['tcp://user:hunter2@example.com:1', 'This is not an address.'],
  ['::1:9091', 'This is not an address.'],
  ['tcp://example.com:1?x=1', 'This is not an address.'],
  ['A b:1.', 'This is not an address.'],
  ['unix://run/gatehouse.sock', 'A socket needs an absolute path.'],
  ['unix:///run/a.sock?umask=0999', 'The options of this address are not known.'],
  ['unix:///run/a.sock?mode=0600', 'The options of this address are not known.'],
  ['fd://three', 'A file descriptor is a number.'],
  [9091, 'This is not an address.'],
])('%s is refused without showing it', (raw, message) => {
  const answer = server.read(raw);
  expect(answer instanceof Misread && answer.problems).toEqual([
    { path: [], message, hint: expect.stringContaining('tcp://:9091/') },
  ]);
  expect(JSON.stringify(answer)).not.toContain('hunter2');
});

test('A port is asked for where none is usual.', () => {
  const answer = address({ schemes: ['tcp'], example: 'tcp://host:1' }).read('host');
  expect(answer instanceof Misread && answer.problems[0]?.message).toBe('The port is missing.');
});
