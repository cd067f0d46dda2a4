import { expect, test } from 'vitest';
import { createTestingIo } from '../../tests/support/testing-io.ts';
import { cryptoHashValidate } from './crypto-hash-validate.ts';

/** htpasswd -nbB -C 5 (Apache httpd 2.4.71) */
const digest = '$2y$05$NDh.Jjy3D5gqfUXtjvYOhevL.vdX9PZkung8/mjbazm96ukYQ0e5u';
const password = 'correct horse battery staple';

async function validate(args: readonly string[], answers?: readonly string[]) {
  const { io, written, asked } = createTestingIo(answers);
  return { code: await cryptoHashValidate(args, io), asked, ...written };
}

test('says whether it is the password of the digest', async () => {
  expect(await validate(['--password', password, '--', digest])).toMatchObject({
    code: 0,
    out: 'The password matches the digest.\n',
  });
  expect(await validate([digest, '--password', 'not it'])).toMatchObject({
    code: 1,
    out: 'The password does not match the digest.\n',
  });
});

test('asks for the password once, hidden', async () => {
  const { code, asked, out } = await validate(['--', digest], [password]);
  expect(asked).toEqual(['Enter Password: (hidden)']);
  expect([code, out]).toEqual([0, '\nThe password matches the digest.\n']);
});

test.each<[readonly string[], number, RegExp]>([
  [['--password', 'x'], 2, /Exactly one digest/],
  [['--password', 'x', digest, digest], 2, /Exactly one digest/],
  [['--password', '', digest], 2, /No password/],
  [['--colour', digest], 2, /--colour/],
  [['--password', 'x', 'no-digest'], 1, /^The digest cannot be used: it is not a password digest/],
  [['--password', 'x', '$1$salt$key'], 1, /MD5-crypt/],
])('%j is refused with a reason', async (args, expectedCode, reason) => {
  const { code, err, out } = await validate(args);
  expect(code).toBe(expectedCode);
  expect(err).toMatch(reason);
  expect(out).toBe('');
});

test('--help tells how to use it', async () => {
  expect(await validate(['--help'])).toMatchObject({
    code: 0,
    out: expect.stringContaining("-- '<digest>'"),
  });
});
