import { afterEach, beforeEach, expect, test } from 'vitest';
import { createPortalWorld, type PortalWorld } from '../../../../tests/support/portal-world.ts';
import {
  createSoftwareAuthenticator,
  type SoftwareAttestation,
} from '../../../../tests/support/software-authenticator.ts';
import { createTestAuthority, type IssuedCertificate } from '../../../../tests/support/test-authority.ts';
import {
  openWebAuthnBrowser,
  type WebAuthnBrowser,
  webAuthnPaths,
} from '../../../../tests/support/webauthn-browser.ts';

const origin = 'https://auth.example.com';
const aaguid = '0102030405060708090a0b0c0d0e0f10';
let world: PortalWorld;
let browser: WebAuthnBrowser;
let issued: IssuedCertificate;
beforeEach(async () => {
  world = await createPortalWorld();
  browser = openWebAuthnBrowser(world);
  await browser.signIn();
  await browser.elevate();
  const authority = await createTestAuthority('CN=Maker');
  issued = await authority.issue('CN=Key, OU=Authenticator Attestation, O=Maker, C=SE');
});
afterEach(() => world.close());

const attestationOf = (format: 'packed' | 'fido-u2f', key = issued.key): SoftwareAttestation => ({
  format,
  certificates: [issued.certificate],
  key,
});

async function register(attestation: SoftwareAttestation) {
  const isU2f = attestation.format === 'fido-u2f';
  const made = { origin, attestation, ...(isU2f ? {} : { aaguid }) };
  const key = createSoftwareAuthenticator(made);
  const options = await browser.options('PUT', webAuthnPaths.register, { description: 'Key' });
  const { status } = await browser.send('POST', webAuthnPaths.register, key.register(options));
  const listed = (await browser.send('GET', webAuthnPaths.credentials)).json();
  return { key, status, listed };
}

test.each([
  ['none', 'none', { format: 'none' }],
  ['packed', 'self', { format: 'packed-self' }],
] as const)('an attestation of the format %s and the type %s is kept', async (format, type, attestation) => {
  const { status, listed } = await register(attestation);
  expect(status).toBe(201);
  expect(listed).toMatchObject({ data: [{ attestation_format: format, attestation_type: type }] });
});

test.each([
  ['packed', 'basic'],
  ['fido-u2f', 'fido-u2f'],
] as const)('an attestation of the format %s with certificates is kept as %s', async (format, type) => {
  const { status, listed } = await register(attestationOf(format));
  expect(status).toBe(201);
  expect(listed).toMatchObject({ data: [{ attestation_format: format, attestation_type: type }] });
});

test.each(['packed', 'fido-u2f'] as const)('%s signed by another key is refused', async (format) => {
  const other = await (await createTestAuthority()).issue('CN=Other');
  expect((await register(attestationOf(format, other.key))).status).toBe(403);
});

test('a key of U2F is asked for by the appid extension, and may be bound to the origin', async () => {
  const { key } = await register(attestationOf('fido-u2f'));
  for (const rpId of [origin, 'auth.example.com']) {
    const options = await browser.options('GET', webAuthnPaths.signIn);
    expect(options).toMatchObject({ extensions: { appid: origin } });
    const response = key.assert(options, { rpId });
    expect((await browser.send('POST', webAuthnPaths.signIn, { response })).status).toBe(200);
  }
  const options = await browser.options('GET', webAuthnPaths.signIn);
  const response = key.assert(options, { rpId: 'https://evil.test' });
  expect((await browser.send('POST', webAuthnPaths.signIn, { response })).status).toBe(403);
});

test('with metadata, what speaks against the model refuses the key', async () => {
  await world.close();
  const told: unknown[] = [];
  world = await createPortalWorld({
    metadata: () => ({
      objection(attestation) {
        told.push(attestation);
        return Promise.resolve('model-status');
      },
    }),
  });
  browser = openWebAuthnBrowser(world);
  await browser.signIn();
  await browser.elevate();
  expect((await register(attestationOf('packed'))).status).toBe(403);
  expect(told).toEqual([
    {
      aaguid: '01020304-0506-0708-090a-0b0c0d0e0f10',
      format: 'packed',
      certificates: [new Uint8Array(issued.certificate)],
    },
  ]);
  expect(world.lines).toContainEqual(expect.objectContaining({ reason: 'model-status', username: 'john' }));
});
