import { expect, test } from 'vitest';
import { cheapHashConfig } from '../../tests/support/cheap-hash-config.ts';
import { createTestingIo } from '../../tests/support/testing-io.ts';
import { CommandError } from './command-error.ts';
import { cryptoHashGenerate } from './crypto-hash-generate.ts';
import { cryptoHashValidate } from './crypto-hash-validate.ts';

/** Runs `crypto hash generate` and checks what it made with `crypto hash validate`. */
async function generate(args: readonly string[], answers?: readonly string[]) {
  const { io, written, asked } = createTestingIo(answers);
  const code = await cryptoHashGenerate(args, io);
  const digest = /^Digest: (.*)$/m.exec(written.out)?.[1] ?? '';
  return { code, digest, asked, ...written };
}

const cheapArgon2 = ['argon2', '--memory', '64', '--iterations', '1', '--parallelism', '1'];

test.each([
  [
    ['argon2', '-m', '64', '-i', '2', '-p', '2', '-k', '16', '-s', '8', '-v', 'argon2i'],
    /^\$argon2i\$v=19\$m=64,t=2,p=2\$.{11}\$.{22}$/,
  ],
  [['bcrypt', '--cost', '4'], /^\$2b\$04\$.{53}$/],
  [['bcrypt', '-i', '4', '--variant', 'sha256'], /^\$bcrypt-sha256\$v=2,t=2b,r=4\$.{22}\$.{31}$/],
  [
    ['pbkdf2', '--variant', 'sha256', '--iterations', '1000', '--salt-size', '12'],
    /^\$pbkdf2-sha256\$1000\$.{16}\$.{43}$/,
  ],
  [['pbkdf2', '--variant', 'sha384'], /^\$pbkdf2-sha384\$310000\$/],
  [['scrypt', '-i', '4', '-r', '2', '-p', '3', '-k', '24'], /^\$scrypt\$ln=4,r=2,p=3\$.{22}\$.{32}$/],
  [['sha2crypt', '-v', 'sha256', '-i', '1000', '-s', '10'], /^\$5\$rounds=1000\$.{10}\$.{43}$/],
])('%j prints a digest of that form, which validates', async (args, form) => {
  const { code, digest, out, err } = await generate([...args, '--password', 'p@ssw0rd']);
  expect(err).toBe('');
  expect([code, out]).toEqual([0, `Digest: ${digest}\n`]);
  expect(digest).toMatch(form);
  const right = createTestingIo();
  expect(await cryptoHashValidate(['--password', 'p@ssw0rd', '--', digest], right.io)).toBe(0);
  expect(right.written.out).toBe('The password matches the digest.\n');
});

test('without an algorithm it is the default one of Authelia', async () => {
  const { digest } = await generate(['--password', 'argon2']);
  expect(digest).toMatch(/^\$argon2id\$v=19\$m=65536,t=3,p=4\$.{22}\$.{43}$/);
});

test('a random password has the wished length and characters, and is shown', async () => {
  const { code, out, digest } = await generate([
    ...cheapArgon2,
    '--random',
    '--random.length',
    '20',
    '--random.charset',
    'numeric',
  ]);
  expect(code).toBe(0);
  const password = /^Random Password: ([0-9]{20})\nDigest: /.exec(out)?.[1] ?? '';
  expect(await cryptoHashValidate(['--password', password, digest], createTestingIo().io)).toBe(0);
});

test('the secret of a client of OpenID Connect is made as Authelia documents it', async () => {
  const line = 'pbkdf2 --variant sha512 --random --random.length 72 --random.charset rfc3986';
  const { code, out, err, digest } = await generate(line.split(' '));
  expect([code, err]).toEqual([0, '']);
  const [, password = ''] =
    /^Random Password: ([\w.~-]{72})\nDigest: \$pbkdf2-sha512\$310000\$\S+\n$/.exec(out) ?? [];
  expect(await cryptoHashValidate(['--password', password, '--', digest], createTestingIo().io)).toBe(0);
});

test('any of the random flags asks for one; 72 letters and digits unless said otherwise', async () => {
  expect((await generate([...cheapArgon2, '--random'])).out).toMatch(
    /^Random Password: [A-Za-z0-9]{72}\nDigest: /,
  );
  expect((await generate([...cheapArgon2, '--random.characters', 'ab'])).out).toMatch(
    /^Random Password: [ab]{72}\n/,
  );
});

test('a random password that changes in a URL is shown in that form too', async () => {
  const { out } = await generate([...cheapArgon2, '--random.length', '4', '--random.characters', '!']);
  expect(out).toMatch(/^Random Password: !!!!\nRandom Password \(URL Encoded\): %21%21%21%21\nDigest: /);
});

test('asks twice for the password, hidden, or once with --no-confirm', async () => {
  const twice = await generate(cheapArgon2, ['secret', 'secret']);
  expect(twice.asked).toEqual(['Enter Password: (hidden)', 'Confirm Password: (hidden)']);
  expect(twice.code).toBe(0);
  const once = await generate([...cheapArgon2, '--no-confirm'], ['secret']);
  expect([once.asked.length, once.code]).toEqual([1, 0]);
  expect(twice.out + twice.err + once.out + once.err).not.toContain('secret');
});

test('two different answers, or none, end without a digest', async () => {
  const differing = await generate(cheapArgon2, ['secret', 'secert']);
  expect([differing.code, differing.err]).toEqual([
    1,
    'The password did not match the confirmation password.\n',
  ]);
  const none = await generate(cheapArgon2, ['']);
  expect([none.code, none.err]).toEqual([2, 'No password provided.\n']);
  const nobody = await generate(cheapArgon2);
  expect([nobody.code, nobody.digest]).toEqual([2, '']);
});

test.each<[readonly string[], number, RegExp]>([
  [['md5'], 2, /algorithm must be one of argon2/],
  [['argon2', '--cost', '3'], 2, /--cost/],
  [['argon2', '-m', 'lots'], 2, /--memory must be a number/],
  [['argon2', '-v', 'argon3'], 2, /--variant must be one of argon2id/],
  [['argon2', '--profile', 'constructor'], 2, /--profile must be one of/],
  [['bcrypt', '--cost', '31'], 1, /cost is 31, above/],
  [['argon2', '-m', '8', '-p', '4'], 1, /memory is below/],
  [['--random.length', '0'], 2, /random\.length/],
  [['--random.charset', 'emoji'], 2, /random\.charset must be one of ascii/],
  [
    ['--random.characters', String.fromCodePoint(...Array.from({ length: 300 }, (_, index) => 1000 + index))],
    2,
    /at most 256/,
  ],
  [['--config', 'some.yml'], 1, /configuration/],
])('%j is refused with a reason', async (args, expectedCode, reason) => {
  const { code, err, out } = await generate([
    ...args,
    ...(args.some((arg) => arg.startsWith('--random')) ? [] : ['--password', 'x']),
  ]);
  expect(code).toBe(expectedCode);
  expect(err).toMatch(reason);
  expect(out).toBe('');
});

test('a bcrypt password of more than 72 bytes is refused', async () => {
  const { code, err } = await generate(['bcrypt', '--cost', '4', '--password', 'p'.repeat(73)]);
  expect([code, err]).toEqual([1, 'A password may have at most 72 bytes, this one has more.\n']);
});

test('the settings of a configuration count, and flags win over them', async () => {
  const names: unknown[] = [];
  const load = async (wanted: unknown) => {
    names.push(wanted);
    return { ...cheapHashConfig, algorithm: 'scrypt' as const };
  };
  const { io, written } = createTestingIo();
  await cryptoHashGenerate(['--config', 'a.yml', '--password', 'x'], io, load);
  await cryptoHashGenerate(['-c', 'a.yml', 'argon2', '-i', '2', '--password', 'x'], io, load);
  expect(written.out).toMatch(
    /^Digest: \$scrypt\$ln=4,r=8,p=1\$.*\nDigest: \$argon2id\$v=19\$m=64,t=2,p=2\$/,
  );
  expect(names).toEqual([
    { files: ['a.yml'], filters: undefined },
    { files: ['a.yml'], filters: undefined },
  ]);
});

test('a configuration that cannot be read ends the command', async () => {
  const { io, written } = createTestingIo();
  const code = await cryptoHashGenerate(['--password', 'x'], io, () =>
    Promise.reject(new CommandError('failure', 'a.yml cannot be read')),
  );
  expect([code, written.err, written.out]).toEqual([1, 'a.yml cannot be read\n', '']);
});

test.each([undefined, 'argon2', 'bcrypt', 'pbkdf2', 'scrypt', 'sha2crypt'])(
  '--help of %s lists the flags',
  async (algorithm) => {
    const { code, out } = await generate([...(algorithm === undefined ? [] : [algorithm]), '--help']);
    expect(code).toBe(0);
    expect(out).toContain('--random.charset');
    expect(out.includes('--salt-size')).toBe(algorithm !== undefined && algorithm !== 'bcrypt');
  },
);
