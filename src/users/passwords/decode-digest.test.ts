import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { systemRandom } from '../../lib/random.ts';
import { decodeDigest } from './decode-digest.ts';
import { UndecodableDigest } from './undecodable-digest.ts';
import { createWorkerBlockingHashes } from './worker-blocking-hashes.ts';

const blocking = createWorkerBlockingHashes();
afterAll(() => blocking.close());

const usual = 'correct horse battery staple';

/** Made on Debian 12 by the tool that each group names, with the salt `saltsaltsalt1234` where the tool takes one. */
const vectors: readonly {
  readonly tool: string;
  readonly password?: string;
  readonly digests: readonly string[];
}[] = [
  {
    tool: 'openssl passwd -5, -6 (OpenSSL 3.0.22)',
    digests: [
      '$5$saltsaltsalt1234$ds9Ubg2A3etpWLzcRVJ4FtPuJaqKzxM4LAdj0MFV/Q9',
      '$6$saltsaltsalt1234$klI76YJ2h5z7LLfqZYxhT7sTwetYRyI4tDpXduQf2/o/gFSvt9ULL8bTUog0yRSK9.6RIv1nlj.h7yHMOoz/r1',
    ],
  },
  {
    tool: 'openssl passwd -5 (OpenSSL 3.0.22): as long as the hash, where unixcrypt 3.0.4 is wrong',
    password: 'a'.repeat(32),
    digests: ['$5$saltsaltsalt1234$tLExCvLnCSC4bzt4jWPFqt1gpY.HCIoK8Dy1CfPYrW0'],
  },
  {
    tool: 'openssl passwd -6 (OpenSSL 3.0.22): as long as the hash, where unixcrypt 3.0.4 is wrong',
    password: 'a'.repeat(64),
    digests: [
      '$6$saltsaltsalt1234$mWemW149eyVgDFIzCFuAEJeIAsPEjpgBEh3cYUobrdHtfs.SZ.wODYoRxqVAkOL1vg05tFVKNwv6tP6pFY5ig/',
    ],
  },
  {
    tool: 'mkpasswd -m sha512crypt, sha256crypt, bcrypt, bcrypt-a (whois 5.5.17, libxcrypt 4.4.33)',
    digests: [
      '$6$rounds=10000$saltsaltsalt1234$AvKOX5Zpa6H2dH.baD78aCDXIpusk8GOmtXhBumQ.1bmsI1RijKv64dv4XbZ7xr5rk6GEc683bfW.z7XDRec3/',
      '$5$rounds=10000$saltsaltsalt1234$cTJP2.JSt4EjrjiVI0ejQ08TB749s1rit0cMgUanBR0',
      '$2b$05$aOy3f5g.j0sWEhHWxayqQujc4kju9jUvsx2r6Dp0tyqVC7bIy6ola',
      '$2a$05$x5/naW.YJK6UYEnCCyJ8WO/fLYWBdSJt5YpT6vzKHGsdmuSxE85pS',
    ],
  },
  {
    tool: 'mkpasswd -m yescrypt, and with -R 1 (whois 5.5.17, libxcrypt 4.4.33)',
    digests: [
      '$y$j9T$KOz3lQRz1caaT8nW7onx7/$u.IFd99lm9EabyG7jwovjqqfrSbubq.Ohtjp0l5xNm8',
      '$y$j75$wkHUmznXHIvldVY40Fw1q0$2DPh68gx7RT1usba7sqUZFSTe6Abp8MBUA.fk.RDe4.',
    ],
  },
  {
    tool: 'mkpasswd -m yescrypt -R 3 (whois 5.5.17, libxcrypt 4.4.33)',
    password: 'pässwörd',
    digests: ['$y$j7T$EcD.aLXj3q7kfwz9.FAtf0$xJZ5ibirLMEfKury/J6DLZ5hpnN7bzfLN4p1Bl5I6q4'],
  },
  {
    tool: 'htpasswd -B -C 5, -5, -2, -2 -r 7000 (Apache httpd 2.4.71)',
    digests: [
      '$2y$05$NDh.Jjy3D5gqfUXtjvYOhevL.vdX9PZkung8/mjbazm96ukYQ0e5u',
      '$6$VNwlMZgYmDjVrjVE$Xnjg8xweypg.am0gWV8jsPuNBAWkPxaH5iqWGn/zFuxmHr71lOmln26yldzIQifkszPhZPx/Xzk20MxzIPRWQ.',
      '$5$nwKcd7OMhirIUn4L$EK9jK5VSXOY.Ji4BCpS5ydeuT4iGcFfXcznptuIaSd3',
      '$5$rounds=7000$K/Ph8Rm3S6Rp13s7$uBX0IUPp1Swkmr/UhKJHe.6yaSWXe0NQNZrhsJCadA1',
    ],
  },
  {
    tool: 'argon2 -id, -i, -d (argon2 0~20171227)',
    digests: [
      '$argon2id$v=19$m=1024,t=2,p=2$c2FsdHNhbHRzYWx0MTIzNA$FZPLH0ZUDkzkVTbwBD3WDg8x0aIZu9DUHVNrvnqJY2I',
      '$argon2i$v=19$m=1024,t=2,p=2$c2FsdHNhbHRzYWx0MTIzNA$b49Eq1k1IYR+DNo/3ZkT8WcC3PLvHyK9AzlAIflsJMI',
      '$argon2d$v=19$m=1024,t=2,p=2$c2FsdHNhbHRzYWx0MTIzNA$9u6fqB9RqRTCKVv6n7PgqwJrdUn0SgiMkdhwxswtzU4',
      '$argon2id$v=19$m=65536,t=3,p=4$c2FsdHNhbHRzYWx0MTIzNA$DTScp0bGQwrNzk+zja6T3fCnDV8oM1y0rzKFjhtlCtI',
    ],
  },
  {
    tool: 'hashlib.pbkdf2_hmac, written in the form of passlib (Python 3.11.7)',
    digests: [
      '$pbkdf2$2000$....................AQ$DsDPIIvfSRL.hbBrtJ5vnYwyXKo',
      '$pbkdf2-sha1$2000$....................AQ$DsDPIIvfSRL.hbBrtJ5vnYwyXKo',
      '$pbkdf2-sha224$2000$....................AQ$FhI6uVrJ7oxCOXWG0YmyjUvvbasmGL/VWLufZQ',
      '$pbkdf2-sha256$2000$....................AQ$uUJ3XCU9evFagVHMQvSt8t6sYx5Zal1fE6uWp.INlcs',
      '$pbkdf2-sha384$2000$....................AQ$8jUOX6sIqRCKRpDXYDmNrSD3nzEnm6NZ6OOKIWmWc9bzkm8TGiFtP0MmQWPIKZbO',
      '$pbkdf2-sha512$2000$....................AQ$iqeNZWMZbVyh95YZE9oUkRetVyIQyFqBOg06M3ahKJBlNcGli60gGTPZdglrPD.MwO4XgVifXLmCL.K3w30UfQ',
    ],
  },
  {
    tool: 'hashlib.scrypt (Python 3.11.7)',
    digests: [
      '$scrypt$ln=10,r=8,p=2$c2FsdHNhbHRzYWx0MTIzNA$R3ijq+ZgkwFPHt3HPtQOxMhr/WMvVMrDBZH3M8oNAsc',
      '$scrypt$ln=16,r=8,p=1$c2FsdHNhbHRzYWx0MTIzNA$LM3hZ8jYj86X4lboKj6nPdzymj409/H0wrfCh+oLn+8',
    ],
  },
  {
    tool: 'hmac and crypt by the steps of passlib for bcrypt_sha256 (Python 3.11.7, libxcrypt 4.4.33): 112 bytes',
    password: usual.repeat(4),
    digests: ['$bcrypt-sha256$v=2,t=2b,r=5$abcdefghijklmnopqrstuu$opF3ec/SEqanjtsq7od3biL436YcaUm'],
  },
  {
    tool: 'the example of the documents of Authelia',
    password: 'p@ssw0rd',
    digests: ['$5$rounds=500000$WFjMpdCQxIkbNl0k$M0qZaZoK8Gwdh8Cw5diHgGfe5pE0iJvxcVG3.CVnQe.'],
  },
  {
    tool: 'hand: the prefixes for clear text',
    digests: [`$plaintext$${usual}`, `$base64$${Buffer.from(usual).toString('base64')}`],
  },
  { tool: 'hand: clear text with dollar signs', password: 'a$b$c', digests: ['$plaintext$a$b$c'] },
];

describe.each(vectors)('$tool', ({ password = usual, digests }) => {
  test.each(digests)('%s', async (text) => {
    const digest = decodeDigest(text);
    expect(await digest.matches(Buffer.from(password), blocking)).toBe(true);
    expect(await digest.matches(Buffer.from(`${password}x`.slice(1)), blocking)).toBe(false);
    expect(await digest.decoy(systemRandom).matches(Buffer.from(password), blocking)).toBe(false);
  });

  test('a decoy costs what the digest costs', () => {
    for (const text of digests) {
      const digest = decodeDigest(text);
      expect(digest.decoy(systemRandom).setting).toBe(digest.setting);
    }
  });
});

test('bcrypt looks at the first 72 bytes, bcrypt-sha256 at all of them', async () => {
  // mkpasswd -m bcrypt -R 5 (whois 5.5.17, libxcrypt 4.4.33) with eighty times the letter p
  const standard = decodeDigest('$2b$05$GT7yho4GsGZLaLvCy4PZQuSSn.1V9oT08sN/74CWUA1JjhzK3nswa');
  expect(await standard.matches(Buffer.from('p'.repeat(72)), blocking)).toBe(true);
  expect(await standard.matches(Buffer.from('p'.repeat(71)), blocking)).toBe(false);
  const long = decodeDigest(
    '$bcrypt-sha256$v=2,t=2b,r=5$abcdefghijklmnopqrstuu$opF3ec/SEqanjtsq7od3biL436YcaUm',
  );
  expect(await long.matches(Buffer.from(usual.repeat(4).slice(0, 111)), blocking)).toBe(false);
});

const malformed: readonly (readonly [string, RegExp])[] = [
  ['', /not a password digest/],
  ['hunter2-in-the-clear', /not a password digest/],
  ['$unknown$abc', /scheme .* unknown/],
  ['$1$salt$key', /too weak/],
  ['$argon2id$v=19$m=65536,t=3,p=4$c2FsdHNhbHQ', /parts between dollar signs/],
  ['$argon2id$v=16$m=1024,t=2,p=1$c2FsdHNhbHRzYWx0MTIzNA$zY0iKNOZDX+6FzJkA9Ko/Q', /version 19/],
  ['$argon2id$v=19$m=1024,t=2$c2FsdHNhbHRzYWx0MTIzNA$zY0iKNOZDX+6FzJkA9Ko/Q', /"p" is missing/],
  ['$argon2id$v=19$m=1024,t=2,x=2$c2FsdHNhbHRzYWx0MTIzNA$zY0iKNOZDX+6FzJkA9Ko/Q', /not of the form/],
  ['$argon2id$v=19$m=4294967295,t=1,p=1$c2FsdHNhbHRzYWx0MTIzNA$zY0iKNOZDX+6FzJkA9Ko/Q', /memory/],
  ['$argon2id$v=19$m=65536,t=999999,p=1$c2FsdHNhbHRzYWx0MTIzNA$zY0iKNOZDX+6FzJkA9Ko/Q', /8 GiB/],
  ['$argon2id$v=19$m=16,t=1,p=4$c2FsdHNhbHRzYWx0MTIzNA$zY0iKNOZDX+6FzJkA9Ko/Q', /lanes/],
  ['$argon2id$v=19$m=1024,t=2,p=1$c2FsdHNhbHRzYWx0MTIzNA$zY0i!NOZDX', /key is not Base64/],
  ['$argon2id$v=19$m=1024,t=2,p=1$c2FsdHNhbHRzYWx0MTIzNA$zY0', /key has 2 bytes/],
  ['$2b$31$aOy3f5g.j0sWEhHWxayqQujc4kju9jUvsx2r6Dp0tyqVC7bIy6ola', /cost is 31/],
  ['$2b$05$short', /53 characters/],
  ['$bcrypt-sha256$v=1,t=2b,r=5$abcdefghijklmnopqrstuu$opF3ec/SEqanjtsq7od3biL436YcaUm', /version 2/],
  ['$pbkdf2-sha512$99999999999$....................AQ$DsDPIIvfSRL.hbBrtJ5vnYwyXKo', /iterations/],
  ['$pbkdf2-sha512$2000$....................AQ$DsDPIIvfSRL+hbBrtJ5vnYwyXKo', /key is not Base64/],
  ['$scrypt$ln=24,r=8,p=1$c2FsdHNhbHRzYWx0MTIzNA$R3ijq+ZgkwFPHt3HPtQOxA', /memory/],
  ['$scrypt$ln=16,r=8,p=1024$c2FsdHNhbHRzYWx0MTIzNA$R3ijq+ZgkwFPHt3HPtQOxA', /work/],
  ['$6$rounds=999999999$saltsaltsalt1234$abc', /rounds is 999999999/],
  ['$6$rounds=abc$saltsaltsalt1234$abc', /rounds=/],
  ['$6$saltsaltsalt12345$abc', /salt is longer/],
  ['$6$saltsaltsalt1234$abc', /86 characters/],
  ['$y$jFT$KOz3lQRz1caaT8nW7onx7/$u.IFd99lm9EabyG7jwovjqqfrSbubq.Ohtjp0l5xNm8', /256 MiB/],
  ['$y$jzT$KOz3lQRz1caaT8nW7onx7/$u.IFd99lm9EabyG7jwovjqqfrSbubq.Ohtjp0l5xNm8', /cost .* is 64, above/],
  ['$y$j9T./$KOz3lQRz1caaT8nW7onx7/$u.IFd99lm9EabyG7jwovjqqfrSbubq.Ohtjp0l5xNm8', /only supported form/],
  ['$y$j9T$KOz3lQRz1caaT8nW7onx7$u.IFd99lm9EabyG7jwovjqqfrSbubq.Ohtjp0l5xNm8', /salt is not Base64/],
  ['$y$j9T$KOz3lQRz1caaT8nW7onx7/$u.IFd99lm9EabyG7jwovjqqfrSbubq.', /key has 23 bytes|key is not/],
  ['$plaintext$', /empty password/],
  ['$base64$***', /not Base64/],
  [`$plaintext$${'a'.repeat(5000)}`, /too long/],
];

test.each(malformed)('%s cannot be used, and the reason holds nothing of it', (text, reason) => {
  const failure = failureOf(text);
  expect(failure).toBeInstanceOf(UndecodableDigest);
  expect(failure?.message).toMatch(reason);
  for (const field of text.split(/[$,]/).filter((part) => part.length > 12)) {
    expect(failure?.message).not.toContain(field);
  }
});

function failureOf(text: string): Error | undefined {
  try {
    decodeDigest(text);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

const alphabet = fc.constantFrom(...'$,=./+aA09vmtplnrounds'.split(''));
const identifiers = fc.constantFrom(
  'argon2id',
  'argon2d',
  '2b',
  '2y',
  'bcrypt-sha256',
  'pbkdf2',
  'pbkdf2-sha512',
  'scrypt',
  '5',
  '6',
  'y',
  'base64',
  '',
);

test('whatever the text, it is read or refused as undecodable', () => {
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: alphabet }),
    fc.tuple(identifiers, fc.string({ unit: alphabet })).map(([name, rest]) => `$${name}$${rest}`),
  );
  fc.assert(
    fc.property(text, (candidate) => {
      const failure = failureOf(candidate);
      expect(failure === undefined || failure instanceof UndecodableDigest).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

const cheap = vectors
  .flatMap(({ password = usual, digests }) => digests.map((text) => ({ password, text })))
  .filter(({ text }) => /m=1024|j75|\$05\$|r=5|\$2000\$|ln=10|^\$[56]\$saltsalt/.test(text));

test('a digest with any character of its key or salt changed never matches', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...cheap),
      fc.nat(30),
      alphabet,
      async ({ password, text }, back, letter) => {
        // The last character of a key, or of a salt, may hold unused bits; in bcrypt the two stand together.
        const place = text.length - 2 - back;
        const endsSalt = text[place + 1] === '$' || (text.startsWith('$2') && place === text.length - 32);
        fc.pre(text[place] !== letter && text[place] !== '$' && !endsSalt);
        const changed = text.slice(0, place) + letter + text.slice(place + 1);
        if (failureOf(changed) !== undefined) return;
        expect(await decodeDigest(changed).matches(Buffer.from(password), blocking)).toBe(false);
      },
    ),
    { numRuns: 60 },
  );
});
