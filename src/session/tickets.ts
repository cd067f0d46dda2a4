import { readCookies } from '../http/cookies.ts';
import type { Clock } from '../lib/clock.ts';
import type { Random } from '../lib/random.ts';
import { createSeal, deriveKey } from '../lib/seal.ts';

/** What a ticket is for. Each kind is a cookie of its own, `gatehouse_<kind>`. */
export type TicketKind =
  | 'totp_registration'
  | 'webauthn_registration'
  | 'webauthn_sign_in'
  | 'passkey_sign_in'
  | 'password_reset'
  | 'remembered_device'
  | 'hand_over';

/** Where a ticket's cookie is good: the portal's own host. */
export interface TicketSite {
  /** `/`, or the sub-path with a slash at its end. */
  readonly basePath: string;
  readonly isSecure: boolean;
}

/** A ticket to be made. */
export interface TicketIssue {
  readonly kind: TicketKind;
  /** What it is bound to: it opens only where the same is said again (a user name, a cookie domain, a host). */
  readonly binding: string;
  /** Plain data, no more than a few hundred bytes. */
  readonly data: object;
  readonly endsAtMs: number;
}

/**
 * Small sealed values that a browser carries from one step of a ceremony to the next, so that an anonymous visitor owns no record here
 * (departures.md §2). Whoever has one can use it as often as they like until its end: what may happen once only is spent by `SpendOnce`.
 */
export interface Tickets {
  /** The Set-Cookie value that hands it to the browser. */
  issue(site: TicketSite, issue: TicketIssue): string;
  /** Its data, parsed; undefined where there is none, or none that is good for this kind and binding now. */
  open(rawCookieHeaders: readonly string[], kind: TicketKind, binding: string): unknown;
  /** The Set-Cookie value that takes it from the browser. */
  remove(site: TicketSite, kind: TicketKind): string;
}

/** What tickets stand on. */
export interface TicketsOptions {
  /** `storage.encryption_key`: the same for every instance that shares the storage. */
  readonly encryptionKey: string;
  readonly clock: Clock;
  readonly random: Random;
}

const purpose = 'gatehouse ticket v1';

/** Tickets sealed with AES-256-GCM under a key of their own; kind and binding are the associated data. */
export function createTickets({ encryptionKey, clock, random }: TicketsOptions): Tickets {
  const seal = createSeal(deriveKey(encryptionKey, purpose), random);
  return {
    issue(site, { kind, binding, data, endsAtMs }) {
      const plain = Buffer.from(JSON.stringify({ endsAtMs, data }));
      const value = seal.seal(plain, contextOf(kind, binding)).toString('base64url');
      return buildCookie(site, kind, value, Math.max(0, Math.floor((endsAtMs - clock.now()) / 1000)));
    },
    open(rawCookieHeaders, kind, binding) {
      const [only, ...others] = readCookies(rawCookieHeaders, nameOf(kind));
      if (only === undefined || others.length > 0) return undefined;
      const plain = seal.open(Buffer.from(only, 'base64url'), contextOf(kind, binding));
      if (plain === undefined) return undefined;
      const ticket: unknown = JSON.parse(plain.toString());
      return isTicket(ticket) && ticket.endsAtMs > clock.now() ? ticket.data : undefined;
    },
    remove: (site, kind) => buildCookie(site, kind, '', 0),
  };
}

function nameOf(kind: TicketKind): string {
  return `gatehouse_${kind}`;
}

function contextOf(kind: TicketKind, binding: string): string {
  return `${kind}\n${binding}`;
}

function isTicket(value: unknown): value is { readonly endsAtMs: number; readonly data: unknown } {
  return (
    typeof value === 'object' &&
    value !== null &&
    'endsAtMs' in value &&
    typeof value.endsAtMs === 'number' &&
    'data' in value
  );
}

/** No Domain: the cookie never leaves the portal's host. */
function buildCookie(site: TicketSite, kind: TicketKind, value: string, maxAgeSeconds: number): string {
  const secure = site.isSecure ? '; Secure' : '';
  return `${nameOf(kind)}=${value}; Path=${site.basePath}; Max-Age=${maxAgeSeconds}; HttpOnly; SameSite=Lax${secure}`;
}
