import { expect, test } from 'vitest';
import { people } from '../support/people.ts';
import { startWiredGatehouse } from '../support/wired-gatehouse.ts';

// Pocket ID 140b5d3: limits were skipped for the loopback address, behind which every client of a local proxy stood.

test('a client behind a proxy on this machine is counted by its own address, and a local program by that of the machine', async () => {
  await using wired = await startWiredGatehouse();
  const guess = JSON.stringify({ username: 'john', password: 'wrong' });
  const bare = [
    ['X-Forwarded-Proto', 'https'],
    ['X-Forwarded-Host', 'auth.example.com'],
  ] as const;
  await wired.signIn('john', 'wrong', '198.51.100.9');
  await wired.send({ method: 'POST', target: '/api/firstfactor', headers: bare, body: guess });
  const seen = wired.gatehouse
    .log()
    .split('\n')
    .filter((line) => line.includes('Unsuccessful 1FA'))
    .map((line): unknown => JSON.parse(line));
  expect(seen).toMatchObject([
    { remote_ip: '198.51.100.9', username: people.john.username },
    { remote_ip: '127.0.0.1', username: people.john.username },
  ]);
});
