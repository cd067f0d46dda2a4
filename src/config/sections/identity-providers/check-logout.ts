import { isOwnNetworkHost } from '../../notations/host.ts';
import type { ClientConfig } from './client.ts';
import type { Complain } from './complain.ts';

/** Schemes that run or show what stands in the URI itself, or lead nowhere. */
const notLeadingAnywhere = ['javascript:', 'data:', 'vbscript:', 'blob:', 'file:', 'about:', 'urn:'];

const channels = ['backchannel', 'frontchannel'] as const;

/** The checks of what a client registers for logout (OpenID Connect Back-Channel Logout §2.2, Front-Channel Logout §2, RP-Initiated Logout §2.1). */
export function checkLogout(client: ClientConfig, complain: Complain): void {
  for (const channel of channels) checkChannel(client, channel, complain);
  for (const uri of client.post_logout_redirect_uris) checkReturn(uri, complain);
}

function checkChannel(client: ClientConfig, channel: (typeof channels)[number], complain: Complain): void {
  const uri = client[`${channel}_logout_uri`];
  if (uri === undefined) {
    if (!client[`${channel}_logout_session_required`]) return;
    const message = `This has no meaning without ${channel}_logout_uri.`;
    complain(`${channel}_logout_session_required`, 'warning', message, `Write ${channel}_logout_uri.`);
    return;
  }
  const key = `${channel}_logout_uri`;
  if (uri.includes('#')) {
    complain(key, 'error', 'A logout URI has no fragment.', 'Remove # and what follows it.');
  }
  const { protocol, hostname } = new URL(uri);
  if (protocol === 'https:') return;
  if (isOwnNetworkHost(hostname)) {
    const message = 'This address is without TLS: whoever is in that network can read along.';
    complain(key, 'warning', message, 'Write an https:// URL where the client has one.');
    return;
  }
  const message = 'Without TLS a logout URI must be of the own network.';
  const hint = 'Write an https:// URL, or http:// with a private address, localhost or an internal name.';
  complain(key, 'error', message, hint);
}

function checkReturn(uri: string, complain: Complain): void {
  const key = 'post_logout_redirect_uris';
  const url = URL.parse(uri);
  if (url === null || uri.includes('#') || notLeadingAnywhere.includes(url.protocol)) {
    const hint = 'Write absolute URIs without a fragment, such as https://app.example.com/signed-out.';
    complain(key, 'error', 'A URI is not absolute, has a fragment, or leads nowhere.', hint);
  } else if (url.username !== '' || url.password !== '') {
    complain(key, 'error', 'A URI has a user name or password.', 'Remove it.');
  }
}
