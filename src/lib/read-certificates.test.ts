import { X509Certificate } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTemporaryFolder, type TemporaryFolder } from '../../tests/support/temporary-folder.ts';
import { createTestCertificate } from '../../tests/support/test-certificate.ts';
import { readCertificates } from './read-certificates.ts';

let folder: TemporaryFolder;
let made: TemporaryFolder;
beforeEach(async () => {
  folder = await createTemporaryFolder('certificates');
  made = await createTemporaryFolder('made-certificates');
});
afterEach(() => Promise.all([folder.remove(), made.remove()]));

const makeCertificate = async (domain: string) =>
  (await createTestCertificate(made.path, [domain])).authority;
const namesOf = (certificates: readonly string[]) =>
  certificates.map((text) => new X509Certificate(text).subjectAltName);

test('reads .pem, .crt and .cer, several to a file, text between them, and nothing else', async () => {
  const [one, two, three] = [
    await makeCertificate('one.example'),
    await makeCertificate('two.example'),
    await makeCertificate('three.example'),
  ];
  await writeFile(join(folder.path, 'b.pem'), `# first\n${one}\n# second\n${two}`);
  await writeFile(join(folder.path, 'a.CRT'), three);
  await writeFile(join(folder.path, 'readme.txt'), one);
  await writeFile(join(folder.path, 'key.key'), await readFile(join(made.path, 'key.pem')));
  expect(namesOf(await readCertificates(folder.path))).toEqual([
    'DNS:three.example, DNS:*.three.example',
    'DNS:one.example, DNS:*.one.example',
    'DNS:two.example, DNS:*.two.example',
  ]);
});

test('an empty folder adds nobody', async () => {
  expect(await readCertificates(folder.path)).toEqual([]);
});

test.each([
  ['no certificate', 'hello'],
  ['a broken one', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----'],
])('%s in a file that says it is one stops the start and names the file', async (_what, text) => {
  await writeFile(join(folder.path, 'ours.pem'), text);
  await expect(readCertificates(folder.path)).rejects.toMatchObject({
    code: 'configuration-invalid',
    detail: expect.stringContaining(join(folder.path, 'ours.pem')),
  });
});

test('a folder that is not there is named', async () => {
  await expect(readCertificates('/not/there')).rejects.toMatchObject({
    detail: expect.stringContaining('/not/there'),
  });
});
