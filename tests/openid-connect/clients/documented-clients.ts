/** A client as an operator writes it. */
export type WrittenClient = Readonly<Record<string, unknown>> & {
  readonly client_id: string;
  readonly redirect_uris: readonly string[];
  readonly scopes: readonly string[];
};

/** The digest of `insecure_secret` in Authelia's documents. */
const digest =
  '$pbkdf2-sha512$310000$c8p78n7pUMln0jzvd4aK4Q$JNRBzwAo0ek5qKn50cFzzvE9RXV88h1wJn5KGiHrD0YKtZaR/nCb2CJPOsKaPK0hjf.9yHxzQGZziziccp6Yng';

const basic = 'client_secret_basic';
const post = 'client_secret_post';

/** What nearly all of them have in common, in the very spelling: an empty `pkce_challenge_method` among it. */
function client(
  name: string,
  scopes: string,
  uris: readonly string[],
  { isPkce = false, ...more }: Readonly<Record<string, unknown>> & { readonly isPkce?: boolean } = {},
): WrittenClient {
  return {
    client_id: name.toLowerCase().replaceAll(' ', '-'),
    client_name: name,
    client_secret: digest,
    public: false,
    authorization_policy: 'two_factor',
    require_pkce: isPkce,
    pkce_challenge_method: isPkce ? 'S256' : '',
    redirect_uris: uris,
    scopes: scopes.split(' '),
    response_types: ['code'],
    grant_types: ['authorization_code'],
    access_token_signed_response_alg: 'none',
    userinfo_signed_response_alg: 'none',
    token_endpoint_auth_method: basic,
    ...more,
  };
}

const isPkce = true;
const refreshing = ['authorization_code', 'refresh_token'];
const publicOnes = { client_secret: undefined, public: true, token_endpoint_auth_method: 'none' };
const at = (host: string, ...paths: readonly string[]) =>
  paths.map((path) => `https://${host}.example.com${path}`);

/**
 * What Authelia's documents give for these applications (its integration guides of 4.39, as found in 2026): ids, names, redirect URIs, scopes
 * and methods. 1Password tells each customer its own redirect URI.
 */
export const documentedClients: readonly WrittenClient[] = [
  client('1Password', 'openid email profile', ['https://my.1password.com/sso/oidc/redirect'], {
    isPkce,
    ...publicOnes,
  }),
  client('Actual Budget', 'openid profile groups email', at('actual-budget', '/openid/callback')),
  client('Apache Guacamole', 'openid profile groups email', at('guacamole', ''), {
    client_id: 'guacamole',
    client_secret: undefined,
    public: true,
    response_types: ['id_token'],
    grant_types: ['implicit'],
  }),
  client('ArgoCD', 'openid groups email', at('argocd', '/auth/callback')),
  client('ArgoCD CLI', 'openid offline_access groups email', ['http://localhost:8085/auth/callback'], {
    isPkce,
    ...publicOnes,
    grant_types: refreshing,
  }),
  client(
    'audiobookshelf',
    'openid profile groups email',
    [
      ...at('audiobookshelf', '/auth/openid/callback', '/auth/openid/mobile-redirect'),
      'audiobookshelf://oauth',
    ],
    { isPkce },
  ),
  client(
    'Cloudflare',
    'openid profile email',
    ['https://example-team.cloudflareaccess.com/cdn-cgi/access/callback'],
    { isPkce },
  ),
  client('Envoy', 'openid offline_access', at('envoy', '/authelia/openid_connect/callback'), {
    grant_types: refreshing,
  }),
  client('Firezone', 'openid email profile', at('firezone', '/auth/oidc/authelia/callback'), { isPkce }),
  client('FreshRSS', 'openid groups email profile', ['https://freshrss.example.com:443/i/oidc/']),
  client('Gitea', 'openid email profile', at('gitea', '/user/oauth2/authelia/callback')),
  client('Grafana', 'openid profile groups email', at('grafana', '/login/generic_oauth'), { isPkce }),
  client('Harbor', 'openid offline_access profile groups email', at('harbor', '/c/oidc/callback'), {
    grant_types: refreshing,
  }),
  client('Headscale', 'openid email profile groups', at('headscale', '/oidc/callback'), { isPkce }),
  client('Home Assistant', 'openid profile groups', at('home-assistant', '/auth/oidc/callback'), {
    isPkce,
    token_endpoint_auth_method: post,
  }),
  client(
    'Immich',
    'openid profile email',
    [...at('immich', '/auth/login', '/user-settings'), 'app.immich:///oauth-callback'],
    { isPkce },
  ),
  client('Incus', 'openid offline_access', at('incus', '/iodc/callback'), {
    ...publicOnes,
    audience: ['https://incus.example.com'],
    grant_types: refreshing,
    access_token_signed_response_alg: 'RS256',
  }),
  client('Jellyfin', 'openid profile groups', at('jellyfin', '/sso/OID/redirect/authelia'), {
    isPkce,
    token_endpoint_auth_method: post,
  }),
  {
    client_id: 'kube_login',
    client_name: 'Kubernetes Cluster Access',
    client_secret: 'insecure_secret',
    public: false,
    authorization_policy: 'two_factor',
    redirect_uris: ['http://localhost:8000', 'http://localhost:18000'],
    scopes: ['openid', 'groups', 'email', 'profile'],
    userinfo_signed_response_alg: 'none',
    token_endpoint_auth_method: basic,
  },
  client('Mastodon', 'openid profile email', at('mastodon', '/auth/auth/openid_connect/callback')),
  client('Mealie', 'openid email profile groups', at('mealie', '/login'), { isPkce }),
  client('Miniflux', 'openid profile email', at('miniflux', '/oauth2/oidc/callback')),
  client('MinIO', 'openid profile email groups', at('minio', '/oauth_callback')),
  client('NetBird', 'openid email profile', [...at('netbird', '/peers', '/add-peers'), 'http://localhost'], {
    token_endpoint_auth_method: post,
  }),
  client(
    'NextCloud',
    'openid profile email groups nextcloud_userinfo',
    at('nextcloud', '/apps/oidc_login/oidc'),
    {
      isPkce,
      claims_policy: 'nextcloud_userinfo',
    },
  ),
  client('NextCloud user backend', 'openid profile email groups', at('nextcloud', '/apps/user_oidc/code'), {
    isPkce,
    client_secret: 'insecure_secret',
    token_endpoint_auth_method: post,
  }),
  client('Open WebUI', 'openid profile groups email', at('ai', '/oauth/oidc/callback')),
  client(
    'opkssh',
    'openid offline_access',
    [3000, 10_001, 11_110].map((port) => `http://localhost:${port}/login-callback`),
    { isPkce, ...publicOnes, grant_types: refreshing },
  ),
  client('Outline', 'openid offline_access profile email', at('outline', '/auth/oidc.callback'), {
    grant_types: refreshing,
    token_endpoint_auth_method: post,
  }),
  client(
    'Paperless',
    'openid profile email groups',
    at('paperless', '/accounts/oidc/authelia/login/callback/'),
    {
      isPkce,
    },
  ),
  client('Portainer', 'openid profile groups email', at('portainer', ''), {
    token_endpoint_auth_method: post,
  }),
  client('Proxmox', 'openid profile email groups', at('proxmox', ''), { isPkce }),
  client('Synapse', 'openid profile email groups', at('synapse', '/_synapse/client/oidc/callback')),
  client('Tailscale', 'openid email profile', ['https://login.tailscale.com/a/oauth_response']),
  client(
    'Vault',
    'openid profile groups email',
    at('vault', '/oidc/callback', '/ui/vault/auth/oidc/oidc/callback'),
    {
      isPkce,
    },
  ),
  client(
    'Vaultwarden',
    'openid offline_access profile email vaultwarden',
    at('vault', '/identity/connect/oidc-signin'),
    { isPkce, claims_policy: 'vaultwarden', grant_types: refreshing },
  ),
];

/** The keys of `identity_providers.oidc` that some of them come with. */
export const documentedKeys = {
  cors: {
    allowed_origins_from_client_redirect_uris: true,
    endpoints: ['userinfo', 'authorization', 'token', 'revocation', 'introspection'],
  },
  claims_policies: {
    nextcloud_userinfo: { custom_claims: { is_nextcloud_admin: {} } },
    vaultwarden: { id_token: ['vaultwarden_roles'], custom_claims: { vaultwarden_roles: {} } },
  },
  scopes: {
    nextcloud_userinfo: { claims: ['is_nextcloud_admin'] },
    vaultwarden: { claims: ['vaultwarden_roles'] },
  },
};

/** The attributes that they are told of. */
export const documentedAttributes = {
  is_nextcloud_admin: { expression: '"nextcloud-admins" in groups' },
  vaultwarden_roles: {
    expression:
      '"vaultwarden_admins" in groups ? ["admin"] : "vaultwarden_users" in groups ? ["user"] : [""]',
  },
};
