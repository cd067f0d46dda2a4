import type { ProxyManners } from '../../support/proxy-environment.ts';

/** Caddy as documented: forward_auth hands every answer but 2xx on as it is. */
export const documentedManners: ProxyManners = {
  anonymousPost: 303,
  anonymousScript: 401,
  wrongBasic: 401,
  readsAuthorization: true,
  malformedTarget: 400,
  handsOnMethod: true,
  dropsUnderscoreHeaders: true,
};
