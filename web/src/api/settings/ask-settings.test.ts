import { afterEach, describe, expect, test, vi } from 'vitest';
import { isShape, isText } from '../guards.ts';
import { askSettings } from './ask-settings.ts';

const isData = isShape<{ readonly name: string }>({ name: isText });
const ask = (status: number, body: string) => {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response(body, { status })));
  return askSettings({ url: '/api/x', method: 'GET', isData });
};
afterEach(() => vi.unstubAllGlobals());

describe('an answer', () => {
  test.each([
    [200, '{"status":"OK","data":{"name":"a"}}', { kind: 'done', data: { name: 'a' } }],
    [201, '{"status":"OK","data":{"name":"a"}}', { kind: 'done', data: { name: 'a' } }],
    [
      403,
      '{"status":"KO","data":{"elevation":true,"first_factor":false,"second_factor":false}}',
      { kind: 'elevation-needed', need: 'elevation' },
    ],
    [
      403,
      '{"status":"KO","data":{"elevation":false,"first_factor":false,"second_factor":true}}',
      { kind: 'elevation-needed', need: 'second-factor' },
    ],
    [
      409,
      '{"status":"KO","message":"It is taken."}',
      { kind: 'refused', status: 409, message: 'It is taken.' },
    ],
    [200, '{"status":"KO","message":"No."}', { kind: 'refused', status: 200, message: 'No.' }],
    [403, '403 Forbidden', { kind: 'failed', problem: 'signed-out' }],
    [429, '{"status":"KO","message":"Too Many Requests"}', { kind: 'failed', problem: 'too-many' }],
    [502, '<html>Bad Gateway</html>', { kind: 'failed', problem: 'unavailable' }],
    [200, '<html>a captive portal</html>', { kind: 'failed', problem: 'unavailable' }],
    [200, '{"status":"OK","data":{"name":1}}', { kind: 'failed', problem: 'unavailable' }],
    [200, '{"status":"OK"}', { kind: 'failed', problem: 'unavailable' }],
  ])('%i %s', async (status, body, expected) => {
    expect(await ask(status, body)).toEqual(expected);
  });

  test('that does not come is a problem of its own', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('no network')));
    expect(await askSettings({ url: '/api/x', method: 'GET', isData })).toEqual({
      kind: 'failed',
      problem: 'offline',
    });
  });
});
