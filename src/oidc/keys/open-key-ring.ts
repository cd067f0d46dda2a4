import type { OidcConfig } from '../../config/sections/identity-providers.ts';
import type { Clock } from '../../lib/clock.ts';
import type { Log } from '../../lib/log.ts';
import { type KeySet, type KeySetParts, readKeySet } from './read-key-set.ts';

/** The keys that sign and are published at the moment. */
export interface KeyRing {
  /** The configuration with those keys in its `jwks`, for each algorithm the one that signs first; the same object while nothing changes. */
  config(): OidcConfig;
  /** Looks whether something has changed, unless that was just done. Never throws: the keys stay then, and the log says why. */
  refresh(): Promise<void>;
  /** Stops, and waits for what is under way. */
  close(): Promise<void>;
}

/** How long what was read is believed: for no longer does a key sign that was replaced in a hurry. */
const believedMs = 10_000;

/** How often it is looked where nobody asks for anything. */
const everyMs = 60_000;

/**
 * The keys of `jwks` and, with `key_rotation`, those that the instances make and share through the storage. Throws `AppError` where these
 * cannot be read at the start.
 */
export async function openKeyRing(
  parts: Omit<KeySetParts, 'rotation'> & { readonly clock: Clock; readonly log: Log },
): Promise<KeyRing> {
  const { oidc, clock } = parts;
  const { key_rotation: rotation } = oidc;
  if (rotation === undefined) return unchangingRing(oidc);
  const read = () => readKeySet({ ...parts, rotation }, clock.now());
  return rotatingRing(await read(), read, parts);
}

function unchangingRing(oidc: OidcConfig): KeyRing {
  return { config: () => oidc, refresh: () => Promise.resolve(), close: () => Promise.resolve() };
}

function rotatingRing(
  first: KeySet,
  read: () => Promise<KeySet>,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): KeyRing {
  let current = first;
  let readAtMs = clock.now();
  let underWay: Promise<void> | undefined;
  const tell = () =>
    log.info({ kids: current.signing, published: current.published }, 'the keys of OpenID Connect that sign');

  async function update(): Promise<void> {
    try {
      const next = await read();
      if (next.fingerprint !== current.fingerprint) {
        current = next;
        tell();
      }
    } catch (error) {
      log.error({ err: error }, 'the signing keys cannot be read: those known before go on');
    }
    readAtMs = clock.now();
  }

  async function refresh(): Promise<void> {
    if (underWay === undefined && Math.abs(clock.now() - readAtMs) < believedMs) return;
    underWay ??= update().finally(() => {
      underWay = undefined;
    });
    await underWay;
  }

  tell();
  const timer = setInterval(() => void refresh(), everyMs).unref();
  return {
    config: () => current.config,
    refresh,
    async close() {
      clearInterval(timer);
      await underWay;
    },
  };
}
