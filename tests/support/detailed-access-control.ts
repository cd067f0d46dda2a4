/** The detailed example of Authelia's page on access control. */
export const detailedAccessControl = {
  default_policy: 'deny',
  networks: [
    { name: 'internal', networks: ['10.10.0.0/16', '192.168.2.0/24'] },
    { name: 'VPN', networks: '10.9.0.0/16' },
  ],
  rules: [
    { domain: 'public.example.com', policy: 'bypass' },
    { domain: '*.example.com', policy: 'bypass', methods: ['OPTIONS'] },
    {
      domain: 'secure.example.com',
      policy: 'one_factor',
      networks: ['internal', 'VPN', '192.168.1.0/24', '10.0.0.1'],
    },
    { domain: ['secure.example.com', 'private.example.com'], policy: 'two_factor' },
    { domain: 'singlefactor.example.com', policy: 'one_factor' },
    { domain: 'mx2.mail.example.com', subject: 'group:admins', policy: 'deny' },
    { domain: '*.example.com', subject: ['group:admins', 'group:moderators'], policy: 'two_factor' },
    {
      domain: 'dev.example.com',
      resources: ['^/groups/dev/.*$'],
      subject: 'group:dev',
      policy: 'two_factor',
    },
    {
      domain: 'dev.example.com',
      resources: ['^/users/john/.*$'],
      subject: [['group:dev', 'user:john'], 'group:admins'],
      policy: 'two_factor',
    },
    { domain: '{user}.example.com', policy: 'bypass' },
  ],
};
