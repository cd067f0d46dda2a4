import type { WebAuthnConfig } from '../../../config/sections/webauthn.ts';
import type { Clock } from '../../../lib/clock.ts';
import type { Log } from '../../../lib/log.ts';
import { reasonOf } from '../../../lib/reason-of.ts';
import type { CachedDataStore } from '../../../storage/cached-data.ts';
import type { AuthenticatorMetadata } from './authenticator-metadata.ts';
import { checkModel } from './check-model.ts';
import { type BlobSource, fetchBlob } from './fetch-blob.ts';
import { type MetadataBlob, readMetadataBlob } from './metadata-blob.ts';

/** What the metadata stands on. */
export interface AuthenticatorMetadataOptions {
  readonly config: WebAuthnConfig['metadata'];
  readonly source: BlobSource;
  /** DER of the authorities whose signature counts: `fidoAnchors()`. */
  readonly anchors: readonly Uint8Array[];
  readonly cache: CachedDataStore;
  readonly clock: Clock;
  readonly log: Log;
}

const dayMs = 86_400_000;
/** Whoever registers a key must not wait for an address that is away each time. */
const retryAfterMs = 600_000;

/**
 * The metadata service: in memory, in the storage for all instances, and from its source when the next update is due. Where the source is
 * away what is there stays in use, until it is outdated and `cache_policy` is `strict`; without any, nothing can be registered.
 */
export function createAuthenticatorMetadata(options: AuthenticatorMetadataOptions): AuthenticatorMetadata {
  const { config, clock } = options;
  let known: MetadataBlob | undefined;
  let triedAtMs = -Infinity;
  let renewal: Promise<void> | undefined;

  async function renew(): Promise<void> {
    triedAtMs = clock.now();
    known = later(known, await readCached(options));
    if (known !== undefined && known.nextUpdateAtMs > clock.now()) return;
    known = later(known, await fetchNew(options, known));
  }

  async function current(): Promise<MetadataBlob | undefined> {
    const now = clock.now();
    const isDue = known === undefined || known.nextUpdateAtMs <= now;
    if (isDue && (renewal !== undefined || triedAtMs + retryAfterMs <= now)) {
      renewal ??= renew().finally(() => {
        renewal = undefined;
      });
      await renewal;
    }
    return known;
  }

  return {
    async objection(told) {
      const blob = await current();
      if (blob === undefined) return 'metadata-unavailable';
      const nowMs = clock.now();
      if (config.cache_policy === 'strict' && nowMs >= blob.nextUpdateAtMs + dayMs)
        return 'metadata-outdated';
      return checkModel(config, { told, model: blob.models.get(told.aaguid), nowMs });
    },
  };
}

/** Never back to an older one, which could hide what became known since. */
function later(one: MetadataBlob | undefined, other: MetadataBlob | undefined): MetadataBlob | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return other.number >= one.number ? other : one;
}

async function readCached({ cache, anchors, clock, log }: AuthenticatorMetadataOptions) {
  const cached = await cache.find('mds3');
  if (cached === undefined) return undefined;
  try {
    return readMetadataBlob(Buffer.from(cached.value).toString(), { anchors, nowMs: clock.now() });
  } catch (error) {
    log.warn({ reason: reasonOf(error) }, 'the cached metadata of authenticators cannot be used');
    return undefined;
  }
}

async function fetchNew(options: AuthenticatorMetadataOptions, known: MetadataBlob | undefined) {
  const { source, cache, anchors, clock, log } = options;
  try {
    const text = await fetchBlob(source);
    const blob = readMetadataBlob(text, { anchors, nowMs: clock.now() });
    if (blob.number < (known?.number ?? 0)) throw new TypeError('it is older than the one that is known');
    await cache.keep('mds3', Buffer.from(text.trim()), clock.now());
    return blob;
  } catch (error) {
    log.warn({ reason: reasonOf(error), ...source }, 'the metadata of authenticators cannot be fetched');
    return undefined;
  }
}
