import type { ClientConfig } from '../../config/sections/identity-providers/client.ts';

/** Whether the ID tokens of a client name the sign-in (`sid`): where a logout, from here or from there, can name it as well. */
export function knowsSignIns(client: ClientConfig | undefined): boolean {
  return (
    client?.backchannel_logout_uri !== undefined ||
    client?.frontchannel_logout_uri !== undefined ||
    (client?.post_logout_redirect_uris.length ?? 0) > 0
  );
}
