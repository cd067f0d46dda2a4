import type { Log } from '../../../lib/log.ts';
import type { SiteRequest } from '../../endpoint.ts';

/** Something that a security key brought and that was refused. */
export interface ToldRefusal {
  readonly username: string;
  readonly reason: string;
  readonly detail?: string;
}

/** Tells the operator why a key was refused; whoever brought it is not told. */
export function tellRefusal(
  { log }: { readonly log: Log },
  request: SiteRequest,
  { username, reason, detail }: ToldRefusal,
): void {
  const fields = { username, reason, detail, remote_ip: request.address, request_id: request.id };
  log.warn(fields, 'a security key was refused');
}
