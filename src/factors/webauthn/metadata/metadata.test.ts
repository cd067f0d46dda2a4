import { writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createCollectingLog } from '../../../../tests/support/collecting-log.ts';
import { createFrozenClock, type FrozenClock } from '../../../../tests/support/frozen-clock.ts';
import { type BlobContent, signMetadataBlob } from '../../../../tests/support/metadata-blob.ts';
import { createTemporaryFolder } from '../../../../tests/support/temporary-folder.ts';
import {
  createTestAuthority,
  type IssuedCertificate,
  type TestAuthority,
} from '../../../../tests/support/test-authority.ts';
import { webauthn } from '../../../config/sections/webauthn.ts';
import { systemRandom } from '../../../lib/random.ts';
import { createCachedDataStore } from '../../../storage/cached-data.ts';
import { openStorage, type Storage } from '../../../storage/open-storage.ts';
import { createAuthenticatorMetadata } from './create-authenticator-metadata.ts';
import { type BlobSource, fetchBlob } from './fetch-blob.ts';
import { fidoAnchors } from './fido-anchors.ts';
import { readMetadataBlob } from './metadata-blob.ts';

const aaguid = '01020304-0506-0708-090a-0b0c0d0e0f10';
const dayMs = 86_400_000;

let authority: TestAuthority;
let signer: IssuedCertificate;
let server: Server;
let url: string;
let served: { body: string; status: number; requests: number };
let storage: Storage;
let clock: FrozenClock;
let log: ReturnType<typeof createCollectingLog>;
beforeEach(async () => {
  authority = await createTestAuthority();
  signer = await authority.issue('CN=mds.fidoalliance.org, O=FIDO ALLIANCE');
  served = { body: '', status: 200, requests: 0 };
  server = createServer((_request, response) => {
    served.requests++;
    response.writeHead(served.status).end(served.body);
  });
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  const address = server.address();
  url = typeof address === 'object' && address !== null ? `http://127.0.0.1:${address.port}/` : '';
  log = createCollectingLog();
  storage = await openStorage(
    { local: { path: ':memory:' }, encryption_key: 'a key of more than twenty' },
    { random: systemRandom, log: log.log },
  );
  clock = createFrozenClock(Date.UTC(2026, 0, 1));
});
afterEach(async () => {
  await new Promise((done) => {
    server.closeAllConnections();
    server.close(done);
  });
  await storage.database.close();
});

function open(written: Readonly<Record<string, unknown>> = {}, source: BlobSource = { url }) {
  return createAuthenticatorMetadata({
    config: webauthn.schema.parse({ metadata: { enabled: true, ...written } }).metadata,
    source,
    anchors: [authority.certificate],
    cache: createCachedDataStore(storage.database),
    clock,
    log: log.log,
  });
}

const serve = (content: BlobContent) => {
  served.body = signMetadataBlob(signer, content);
};
const entry = (changes: object = {}, statement: object = {}) => ({
  aaguid,
  statusReports: [{ status: 'FIDO_CERTIFIED_L1' }],
  metadataStatement: { attestationTypes: ['basic_full'], attestationRootCertificates: [], ...statement },
  ...changes,
});
const told = (changes: object = {}) => ({ aaguid, format: 'packed', certificates: [], ...changes });

test('a model that is listed, good and proved by its certificates is accepted', async () => {
  const maker = await createTestAuthority('CN=Maker');
  const { certificate } = await maker.issue('CN=Key');
  const roots = [maker.certificate.toString('base64')];
  serve({ entries: [entry({}, { attestationRootCertificates: roots })] });
  expect(await open().objection(told({ certificates: [certificate] }))).toBeUndefined();
});

test('a certificate of another maker proves nothing, nor does none', async () => {
  const [maker, other] = [await createTestAuthority('CN=Maker'), await createTestAuthority('CN=Maker')];
  const { certificate } = await other.issue('CN=Key');
  serve({ entries: [entry({}, { attestationRootCertificates: [maker.certificate.toString('base64')] })] });
  const metadata = open();
  expect(await metadata.objection(told({ certificates: [certificate] }))).toBe('model-unproved');
  expect(await metadata.objection(told())).toBe('model-unproved');
  expect(await metadata.objection(told({ format: 'none' }))).toBe('model-unproved');
  expect(await open({ validate_trust_anchor: false }).objection(told())).toBeUndefined();
});

test('a certificate that is listed itself proves its key; a model that speaks for itself needs none', async () => {
  const maker = await createTestAuthority('CN=Maker');
  const { certificate } = await maker.issue('CN=Key');
  serve({ entries: [entry({}, { attestationRootCertificates: [certificate.toString('base64')] })] });
  expect(await open().objection(told({ certificates: [certificate] }))).toBeUndefined();
  serve({ no: 2, entries: [entry({}, { attestationTypes: ['basic_surrogate'] })] });
  await createCachedDataStore(storage.database).remove('mds3');
  expect(await open().objection(told())).toBeUndefined();
  expect(await open().objection(told({ format: 'none' }))).toBe('model-unproved');
});

const other = 'ffffffff-0506-0708-090a-0b0c0d0e0f10';
const zero = '00000000-0000-0000-0000-000000000000';
test.each([
  ['a model that is not listed', { aaguid: other }, {}, 'model-unknown'],
  [
    'a model that is not listed, where that is allowed',
    { aaguid: other },
    { validate_entry: false },
    undefined,
  ],
  ['a hidden model', { aaguid: zero }, {}, 'model-hidden'],
  [
    'a hidden model, where that is allowed',
    { aaguid: zero },
    { validate_entry_permit_zero_aaguid: true },
    undefined,
  ],
] as const)('%s', async (_name, changes, written, expected) => {
  serve({ entries: [entry()] });
  expect(await open(written).objection(told(changes))).toBe(expected);
});

test.each([
  [['REVOKED'], {}, 'model-status'],
  [['FIDO_CERTIFIED_L1', 'USER_KEY_REMOTE_COMPROMISE'], {}, 'model-status'],
  [['ATTESTATION_KEY_COMPROMISE', 'UPDATE_AVAILABLE'], {}, 'model-status'],
  [['NOT_FIDO_CERTIFIED'], {}, undefined],
  [[], {}, undefined],
  [['REVOKED'], { validate_status: false }, undefined],
  [['REVOKED'], { validate_status_prohibited: [] }, undefined],
  [['FIDO_CERTIFIED'], { validate_status_permitted: ['FIDO_CERTIFIED_L2'] }, 'model-status'],
  [['FIDO_CERTIFIED_L2'], { validate_status_permitted: ['FIDO_CERTIFIED_L2'] }, undefined],
] as const)('a model in the states %j, by %j: %s (departures.md §4)', async (statuses, written, expected) => {
  serve({ entries: [entry({ statusReports: statuses.map((status) => ({ status })) })] });
  expect(await open({ validate_trust_anchor: false, ...written }).objection(told())).toBe(expected);
});

test('it is fetched once, kept in the storage, and fetched anew when the next update is due', async () => {
  serve({ nextUpdate: '2026-02-01', entries: [] });
  const metadata = open();
  const asked = Array.from({ length: 5 }, () => metadata.objection(told()));
  expect(await Promise.all(asked)).toEqual(Array(5).fill('model-unknown'));
  await open().objection(told());
  expect(served.requests).toBe(1);
  serve({ no: 2, nextUpdate: '2026-03-01', entries: [entry()] });
  clock.advance(31 * dayMs);
  expect(await metadata.objection(told())).toBe('model-unproved');
  expect(served.requests).toBe(2);
});

test('when the source is away, what is there stays in use until it is outdated; strictly or relaxedly', async () => {
  serve({ nextUpdate: '2026-02-01', entries: [entry()] });
  const [strict, relaxed] = [open(), open({ cache_policy: 'relaxed' })];
  await strict.objection(told());
  served.status = 503;
  clock.advance(31 * dayMs);
  for (const one of [strict, relaxed]) expect(await one.objection(told())).toBe('model-unproved');
  clock.advance(dayMs);
  expect(await strict.objection(told())).toBe('metadata-outdated');
  expect(await relaxed.objection(told())).toBe('model-unproved');
  expect(log.lines.map(({ msg }) => msg)).toContain('the metadata of authenticators cannot be fetched');
});

test('without any nothing is accepted, and the source is asked again after ten minutes alone', async () => {
  served.status = 404;
  const metadata = open();
  for (let tries = 0; tries < 3; tries++)
    expect(await metadata.objection(told())).toBe('metadata-unavailable');
  expect(served.requests).toBe(1);
  serve({ entries: [entry()] });
  served.status = 200;
  clock.advance(600_000);
  expect(await metadata.objection(told())).toBe('model-unproved');
});

test('an older one never takes the place of a newer one', async () => {
  serve({ no: 7, nextUpdate: '2026-01-02', entries: [entry({ statusReports: [{ status: 'REVOKED' }] })] });
  const metadata = open();
  expect(await metadata.objection(told())).toBe('model-status');
  serve({ no: 6, entries: [entry()] });
  clock.advance(dayMs);
  expect(await metadata.objection(told())).toBe('model-status');
});

test('it can be read from a file', async () => {
  const folder = await createTemporaryFolder('metadata');
  const path = join(folder.path, 'blob.jwt');
  await writeFile(path, `${signMetadataBlob(signer, { entries: [entry()] })}\n`);
  expect(await open({}, { path }).objection(told())).toBe('model-unproved');
  await folder.remove();
});

test('a blob that is changed, signed by somebody else, or by another name of the authority, is refused', async () => {
  const trust = { anchors: [authority.certificate], nowMs: clock.now() };
  const good = signMetadataBlob(signer, { entries: [entry()] });
  expect(readMetadataBlob(good, trust).models.size).toBe(1);
  const [header = '', , signature = ''] = good.split('.');
  const forged = Buffer.from(JSON.stringify({ no: 9, nextUpdate: '2030-01-01', entries: [] })).toString(
    'base64url',
  );
  const stranger = await (await createTestAuthority()).issue('CN=mds.fidoalliance.org');
  const namesake = await authority.issue('CN=mds.fidoalliance.org.evil.test');
  const bad = [
    `${header}.${forged}.${signature}`,
    signMetadataBlob(stranger, {}),
    signMetadataBlob(namesake, {}),
    `${good}.x`,
    '',
    'a.b.c',
  ];
  for (const text of bad) expect(() => readMetadataBlob(text, trust), text.slice(0, 20)).toThrow(Error);
  const late = { ...trust, nowMs: Date.UTC(2091, 0, 1) };
  expect(() => readMetadataBlob(good, late)).toThrow('authority');
  const foreign = { ...trust, anchors: await fidoAnchors() };
  expect(() => readMetadataBlob(good, foreign)).toThrow('authority');
});

test('more than fifteen megabytes are not read', async () => {
  served.body = 'x'.repeat(15_000_001);
  await expect(fetchBlob({ url })).rejects.toThrow('more than 15000000 bytes');
});
