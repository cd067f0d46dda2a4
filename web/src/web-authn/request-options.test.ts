import { expect, test } from 'vitest';
import { requestOptionsFrom } from './request-options.ts';

test('reads options', () => {
  expect(
    requestOptionsFrom({
      challenge: 'AQI',
      rpId: 'auth.example.com',
      timeout: 60_000,
      userVerification: 'preferred',
      allowCredentials: [
        { type: 'public-key', id: 'AQ', transports: ['usb', 'carrier-pigeon'] },
        { type: 'public-key', id: 'Ag' },
      ],
      extensions: { appid: 'https://auth.example.com' },
    }),
  ).toEqual({
    challenge: Uint8Array.from([1, 2]),
    rpId: 'auth.example.com',
    timeout: 60_000,
    userVerification: 'preferred',
    allowCredentials: [
      { type: 'public-key', id: Uint8Array.from([1]), transports: ['usb'] },
      { type: 'public-key', id: Uint8Array.from([2]) },
    ],
    extensions: { appid: 'https://auth.example.com' },
  });
});

test.each([undefined, null, 'AQI', [], {}, { challenge: 1 }, { challenge: 'ä' }])('refuses %j', (json) => {
  expect(requestOptionsFrom(json)).toBeUndefined();
});
