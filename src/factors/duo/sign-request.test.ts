import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { canonicalRequest, encodeParameters, type SignedRequest, signRequest } from './sign-request.ts';

/** The example of Duo's documentation. */
const example: SignedRequest = {
  method: 'POST',
  host: 'API-xxxxxxxx.duosecurity.com',
  path: '/accounts/v1/account/list',
  parameters: { username: 'root', realname: 'First Last' },
};

test('the canonical request is that of Duo’s documentation', () => {
  expect(canonicalRequest(example, 'Tue, 21 Aug 2012 17:29:18 -0000')).toBe(
    [
      'Tue, 21 Aug 2012 17:29:18 -0000',
      'POST',
      'api-xxxxxxxx.duosecurity.com',
      '/accounts/v1/account/list',
      'realname=First%20Last&username=root',
    ].join('\n'),
  );
});

test('the signature is a Basic password in hexadecimal, under the date that goes with it', () => {
  const keys = {
    integrationKey: 'DIWJ8X6AEYOR5OMC6TQ1',
    secretKey: 'Zh5eGmUq9zpfQnyUIu5OL9iWoMMv5ZNmk3zLJ4Ep',
  };
  const headers = signRequest(example, keys, Date.UTC(2012, 7, 21, 17, 29, 18));
  expect(headers.Date).toBe('Tue, 21 Aug 2012 17:29:18 -0000');
  const signed = createHmac('sha512', keys.secretKey)
    .update(canonicalRequest(example, headers.Date))
    .digest('hex');
  expect(atob(headers.Authorization.slice('Basic '.length))).toBe(`${keys.integrationKey}:${signed}`);
});

// Known answers of Duo's own clients: the same canonical request under SHA-1, the older of the two hashes that Duo takes.
test('the canonical request is the one that Duo’s own clients sign', () => {
  const parameters = {
    '\u469a\u287b\u35d0\u8ef3\u6727\u502a\u0810\ud091\xc8\uc170':
      '\u0f45\u1a76\u341a\u654c\uc23f\u9b09\uabe2\u8343\u1b27\u60d0',
    '\u7449\u7e4b\uccfb\u59ff\ufe5f\u83b7\uadcc\u900c\ucfd1\u7813':
      '\u8db7\u5022\u92d3\u42ef\u207d\u8730\uacfe\u5617\u0946\u4e30',
    '\u7470\u9314\u901c\u9eae\u40d8\u4201\u82d8\u8c70\u1d31\ua042':
      '\u17d9\u0ba8\u9358\uaadf\ua42a\u48be\ufb96\u6fe9\ub7ff\u32f3',
    '\uc2c5\u2c1d\u2620\u3617\u96b3F\u8605\u20e8\uac21\u5934':
      '\ufba9\u41aa\ubd83\u840b\u2615\u3e6e\u652d\ua8b5\ud56bU',
  };
  const request: SignedRequest = { method: 'POST', host: 'foO.BAr52.cOm', path: '/Foo/BaR2/qux', parameters };
  const canonical = canonicalRequest(request, 'Fri, 07 Dec 2012 17:18:00 -0000');
  expect(createHmac('sha1', 'gtdfxv9YgVBYcF6dl2Eq17KUQJN2PLM2ODVTkvoT').update(canonical).digest('hex')).toBe(
    'f01811cbbf9561623ab45b89309626' + '7fd46a5178',
  );
});

test('parameters are encoded to the letter, and sorted by name', () => {
  expect(encodeParameters({})).toBe('');
  expect(encodeParameters({ foo_bar: '2', foo: '1' })).toBe('foo=1&foo_bar=2');
  expect(encodeParameters({ punctuation: `!"#$%&'()*+,-./:;<=>?@[\\]^_\`{|}~`, whitespace: '\t\n ' })).toBe(
    'punctuation=%21%22%23%24%25%26%27%28%29%2A%2B%2C-.%2F%3A%3B%3C%3D%3E%3F%40%5B%5C%5D%5E_%60%7B%7C%7D~&whitespace=%09%0A%20',
  );
});
