import { z } from 'zod';
import type { RelyingParty } from '../../../factors/webauthn/relying-party.ts';
import type { TicketKind } from '../../../session/tickets.ts';
import type { SiteRequest } from '../../endpoint.ts';
import type { PortalServices } from '../../portal-services.ts';
import { ticketSite } from '../../ticket-site.ts';
import { cookieHeaders } from '../../visitor.ts';

/** The ceremonies of WebAuthn. */
export type Ceremony = Extract<TicketKind, `webauthn_${string}` | `passkey_${string}`>;

/** A challenge that was put to a browser. */
export interface PutChallenge {
  readonly challenge: string;
  /** The name of the credential to be; registrations alone have one. */
  readonly description?: string | undefined;
}

/** Who is asked at which portal; the empty name is a visitor's. */
export interface ChallengeOwner {
  readonly party: RelyingParty;
  readonly username: string;
}

/** What the ceremonies need of the portal. */
export type ChallengeServices = Pick<PortalServices, 'tickets' | 'spendOnce' | 'clock' | 'webauthn'>;

/** A browser that used all its time still has to send its answer. */
const travelMs = 10_000;

const ticketData = z.object({
  challenge: z.string(),
  description: z.string().optional(),
  endsAtMs: z.number(),
});

/** The Set-Cookie value of the sealed ticket that carries a challenge to its answer; good as long as the browser may take. */
export function putChallenge(
  { tickets, clock, webauthn }: ChallengeServices,
  request: SiteRequest,
  ceremony: Ceremony,
  { party, username, ...put }: PutChallenge & ChallengeOwner,
): string {
  const endsAtMs = clock.now() + (webauthn?.config.timeout ?? 0) + travelMs;
  const binding = bindingOf(request, { party, username });
  return tickets.issue(ticketSite(request), {
    kind: ceremony,
    binding,
    data: { ...put, endsAtMs },
    endsAtMs,
  });
}

/** Takes the challenge of a ceremony that was put to this person here, once: undefined for everybody after, and where there is none. */
export async function takeChallenge(
  { tickets, spendOnce }: ChallengeServices,
  request: SiteRequest,
  ceremony: Ceremony,
  owner: ChallengeOwner,
): Promise<PutChallenge | undefined> {
  const data = tickets.open(cookieHeaders(request), ceremony, bindingOf(request, owner));
  const read = ticketData.safeParse(data);
  if (!read.success) return undefined;
  const { challenge, description, endsAtMs } = read.data;
  const kind = ceremony === 'passkey_sign_in' ? 'passkey-challenge' : 'webauthn-challenge';
  return (await spendOnce.spend(kind, challenge, endsAtMs)) ? { challenge, description } : undefined;
}

function bindingOf({ cookieDomain }: SiteRequest, { party, username }: ChallengeOwner): string {
  return JSON.stringify([username, cookieDomain.domain, party.origin]);
}
