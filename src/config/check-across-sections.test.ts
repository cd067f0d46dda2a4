import { expect, test } from 'vitest';
import { loadTexts } from '../../tests/support/load-text.ts';
import { allSections } from './all-sections.ts';

/** The messages about `server.workers`. */
async function workerProblems(text: string): Promise<readonly string[]> {
  const { problems } = await loadTexts({ 'c.yml': text }, { files: ['c.yml'], sections: allSections });
  return problems.filter(({ keyPath }) => keyPath === 'server.workers').map(({ message }) => message);
}

const cookies = `
  cookies: [{domain: example.com, authelia_url: 'https://auth.example.com'}]`;

test('several workers with sessions in memory are refused: each would know its own alone', async () => {
  const refused = 'Several workers cannot serve with sessions in memory: each would know its own alone.';
  expect(await workerProblems(`server: {workers: 2}\nsession:${cookies}\n`)).toEqual([refused]);
  expect(await workerProblems(`server: {workers: 1}\nsession:${cookies}\n`)).toEqual([]);
});

test('several workers with sessions in Redis are taken', async () => {
  const redis = `${cookies}\n  secret: a secret of twenty letters\n  redis: {host: redis}`;
  expect(await workerProblems(`server: {workers: 4}\nsession:${redis}\n`)).toEqual([]);
});
