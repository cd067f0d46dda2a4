import { expect, test } from 'vitest';
import { withoutBody, withoutConnection, withoutReserved } from './headers.ts';

test('nothing that only a proxy or Gatehouse may say goes on, in any spelling', () => {
  const reserved =
    'Remote-User remote_user REMOTE-Groups X-Forwarded-Host X_Forwarded_Uri x-original-url X-Original_Method ' +
    'Forwarded X-Real-IP X_Real_IP X-Authelia-URL';
  const headers = reserved.split(' ').flatMap((name) => [name, 'forged']);
  headers.push('Accept', 'text/html', 'Remotely', 'kept');
  expect(withoutReserved(headers)).toEqual(['Accept', 'text/html', 'Remotely', 'kept']);
});

test('what belongs to the connection stays behind, what Connection names too', () => {
  const headers = [
    'Connection',
    'close, X-Secret',
    'X-Secret',
    '1',
    'Upgrade',
    'websocket',
    'TE',
    'trailers',
    'Cookie',
    'a=b',
  ];
  expect(withoutReserved(headers)).toEqual(['Cookie', 'a=b']);
  expect(withoutConnection(headers)).toEqual(['Cookie', 'a=b']);
});

test('the question has no body and keeps cookies sent in several headers', () => {
  const headers = ['Content-Length', '5', 'Content-Type', 'text/plain', 'Cookie', 'a=b', 'Cookie', 'c=d'];
  expect(withoutBody(headers)).toEqual(['Cookie', 'a=b', 'Cookie', 'c=d']);
});
