import type { Recipient } from '../notify/notifier.ts';
import type { UserDetails } from '../users/backend.ts';
import type { PortalRequest } from './portal-request.ts';
import { requestLanguage } from './request-language.ts';

/** Whom a mail about a request goes to: the first address that the directory has of the user; undefined where it has none. */
export function recipientOf(user: UserDetails, request: PortalRequest): Recipient | undefined {
  const [address] = user.emails;
  if (address === undefined || address === '') return undefined;
  return { displayName: user.displayName, address, language: requestLanguage(request) };
}
