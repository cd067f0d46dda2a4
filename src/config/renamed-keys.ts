/** A key that has another name today. */
export interface RenamedKey {
  /** The old dotted path; `[]` stands for each item of a list. */
  readonly from: string;
  /** Today's path, with the same lists on the way. */
  readonly to: string;
  /** The version of Authelia that renamed it. */
  readonly since: string;
  /** What to write today, where that is more than the new name. */
  readonly advice?: string;
}

/** A block whose host, port and path are one address today. */
export interface AddressBlock {
  /** Today's key. */
  readonly address: string;
  readonly since: string;
  /** The old keys of each part, the newest first. */
  readonly host: readonly string[];
  readonly port: readonly string[];
  readonly path: readonly string[];
  /** The scheme by port, and the one for every other port. */
  readonly schemes: Readonly<Record<string, string>>;
  readonly scheme: string;
}

/** A key that is gone, and what becomes of a configuration that has it. */
export interface RemovedKey {
  readonly path: string;
  /** An error stops the start; a warning says that the key does nothing (or is kept, where `isKept`). */
  readonly severity: 'error' | 'warning';
  /** The section still reads it. */
  readonly isKept?: true;
  readonly message: string;
  readonly hint: string;
}

/** Keys that are read under their new name, with a warning (behaviour.md §4.6). */
export const renamedKeys: readonly RenamedKey[] = [
  { since: '4.7', from: 'logs_level', to: 'log.level' },
  { since: '4.7', from: 'logs_file', to: 'log.file_path' },
  {
    since: '4.25',
    from: 'authentication_backend.ldap.skip_verify',
    to: 'authentication_backend.ldap.tls.skip_verify',
  },
  {
    since: '4.25',
    from: 'authentication_backend.ldap.minimum_tls_version',
    to: 'authentication_backend.ldap.tls.minimum_version',
  },
  { since: '4.25', from: 'notifier.smtp.disable_verify_cert', to: 'notifier.smtp.tls.skip_verify' },
  { since: '4.30', from: 'tls_key', to: 'server.tls.key' },
  { since: '4.30', from: 'tls_cert', to: 'server.tls.certificate' },
  { since: '4.30', from: 'log_level', to: 'log.level' },
  { since: '4.30', from: 'log_file_path', to: 'log.file_path' },
  { since: '4.30', from: 'log_format', to: 'log.format' },
  { since: '4.36', from: 'storage.postgres.sslmode', to: 'storage.postgres.ssl.mode' },
  {
    since: '4.36',
    from: 'authentication_backend.disable_reset_password',
    to: 'authentication_backend.password_reset.disable',
  },
  { since: '4.36', from: 'server.read_buffer_size', to: 'server.buffers.read' },
  { since: '4.36', from: 'server.write_buffer_size', to: 'server.buffers.write' },
  { since: '4.38', from: 'session.remember_me_duration', to: 'session.remember_me' },
  {
    since: '4.38',
    from: 'default_redirection_url',
    to: 'session.default_redirection_url',
    advice:
      'Write it as `default_redirection_url` of the entry of `session.cookies`; until then it is read as that.',
  },
  { since: '4.38', from: 'server.enable_pprof', to: 'server.endpoints.enable_pprof' },
  { since: '4.38', from: 'server.enable_expvars', to: 'server.endpoints.enable_expvars' },
  { since: '4.38', from: 'jwt_secret', to: 'identity_validation.reset_password.jwt_secret' },
  { since: '4.38', from: 'authentication_backend.ldap.url', to: 'authentication_backend.ldap.address' },
  {
    since: '4.38',
    from: 'authentication_backend.ldap.username_attribute',
    to: 'authentication_backend.ldap.attributes.username',
  },
  {
    since: '4.38',
    from: 'authentication_backend.ldap.mail_attribute',
    to: 'authentication_backend.ldap.attributes.mail',
  },
  {
    since: '4.38',
    from: 'authentication_backend.ldap.display_name_attribute',
    to: 'authentication_backend.ldap.attributes.display_name',
  },
  {
    since: '4.38',
    from: 'authentication_backend.ldap.group_name_attribute',
    to: 'authentication_backend.ldap.attributes.group_name',
  },
  ...['access_token', 'authorize_code', 'id_token', 'refresh_token'].map((name) => ({
    since: '4.38',
    from: `identity_providers.oidc.${name}_lifespan`,
    to: `identity_providers.oidc.lifespans.${name}`,
  })),
  ...Object.entries({
    id: 'client_id',
    secret: 'client_secret',
    description: 'client_name',
    sector_identifier: 'sector_identifier_uri',
    userinfo_signing_algorithm: 'userinfo_signed_response_alg',
  }).map(([from, to]) => ({
    since: '4.38',
    from: `identity_providers.oidc.clients[].${from}`,
    to: `identity_providers.oidc.clients[].${to}`,
  })),
  { since: '4.39', from: 'webauthn.user_verification', to: 'webauthn.selection_criteria.user_verification' },
];

/** Blocks whose host and port are put together into an address, with a warning; both forms at once are an error. */
export const addressBlocks: readonly AddressBlock[] = [
  {
    address: 'server.address',
    since: '4.38',
    host: ['server.host', 'host'],
    port: ['server.port', 'port'],
    path: ['server.path'],
    schemes: {},
    scheme: 'tcp',
  },
  ...['storage.mysql', 'storage.postgres'].map((block) => ({
    address: `${block}.address`,
    since: '4.38',
    host: [`${block}.host`],
    port: [`${block}.port`],
    path: [],
    schemes: {},
    scheme: 'tcp',
  })),
  {
    address: 'notifier.smtp.address',
    since: '4.38',
    host: ['notifier.smtp.host'],
    port: ['notifier.smtp.port'],
    path: [],
    schemes: { 465: 'submissions', 587: 'submission' },
    scheme: 'smtp',
  },
];

/** Keys that have no new name: the operator must act, or the key does nothing any more. */
export const removedKeys: readonly RemovedKey[] = [
  {
    path: 'google_analytics',
    severity: 'error',
    message: 'This key is gone: no page sends anything to Google Analytics.',
    hint: 'Remove it.',
  },
  ...['password_options', 'password_hashing', 'hashing'].map((name) => ({
    path: `authentication_backend.file.${name}`,
    severity: 'error' as const,
    message: `There is no key \`${name}\` here.`,
    hint: 'Put what stands below it under `authentication_backend.file.password`.',
  })),
  {
    path: 'notifier.smtp.trusted_cert',
    severity: 'error',
    message: 'A certificate to be trusted is no longer given for mail alone.',
    hint: 'Put the certificate file (its name ending in .crt, .cer or .pem) into a folder, write `certificates_directory: /path/of/that/folder` at the top level, and remove this key.',
  },
  {
    path: 'authentication_backend.ldap.permit_feature_detection_failure',
    severity: 'warning',
    message: 'This key does nothing since 4.38.',
    hint: 'Remove it.',
  },
  {
    path: 'session.redis.timeouts',
    severity: 'warning',
    message: 'This key does nothing.',
    hint: 'Write `session.redis.timeout` for the time in which a connection must stand.',
  },
  {
    path: 'session.disable_ip_check',
    severity: 'warning',
    message: 'This key does nothing: sessions are not bound to an address.',
    hint: 'Remove it.',
  },
  ...['issuer_private_key', 'issuer_certificate_chain'].map((name) => ({
    path: `identity_providers.oidc.${name}`,
    severity: 'warning' as const,
    isKept: true as const,
    message: 'This is the old way (before 4.38) to give the key that signs tokens; it is read for now.',
    hint: 'Write a list `identity_providers.oidc.jwks` with `key` and `certificate_chain` instead.',
  })),
];
