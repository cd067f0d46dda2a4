import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type RunningProgram, startProgram } from '../../support/running-program.ts';
import type { TestCertificate } from '../../support/test-certificate.ts';
import { modulesFolder } from './find-mod-auth-openidc.ts';

/** What the site is made of. */
export interface OidcSitePlan {
  /** A folder of its own is made in it. */
  readonly folder: string;
  readonly certificate: TestCertificate;
  /** For both hosts, with TLS. */
  readonly port: number;
  readonly gatehousePort: number;
  readonly applicationPort: number;
  /** The way to the provider. */
  readonly outgoingProxyPort: number;
  readonly clientId: string;
  readonly clientSecret: string;
}

const modules = [
  'mpm_event',
  'authn_core',
  'authz_core',
  'authz_user',
  'headers',
  'proxy',
  'proxy_http',
  'socache_shmcb',
  'ssl',
  'auth_openidc',
];

/** Starts Apache httpd with the portal behind TLS on `auth.example.com`, and on `app.example.com` an application that mod_auth_openidc guards. */
export async function startApacheWithOidc(command: string, plan: OidcSitePlan): Promise<RunningProgram> {
  const folder = join(plan.folder, 'httpd');
  await mkdir(folder);
  const file = join(folder, 'httpd.conf');
  await writeFile(
    file,
    [...surroundings(folder, plan), ...portal(plan), ...application(plan), ''].join('\n'),
  );
  return startProgram({
    command,
    arguments: ['-d', folder, '-f', file, '-D', 'FOREGROUND'],
    readyPort: plan.port,
  });
}

function surroundings(folder: string, { port }: OidcSitePlan): readonly string[] {
  return [
    ...modules.map((name) => `LoadModule ${name}_module ${modulesFolder}/mod_${name}.so`),
    `PidFile ${folder}/httpd.pid`,
    `ErrorLog ${folder}/error.log`,
    'LogLevel warn auth_openidc:info',
    `DefaultRuntimeDir ${folder}`,
    `Mutex file:${folder}`,
    'ServerName 127.0.0.1',
    `Listen 127.0.0.1:${port}`,
  ];
}

function tls({ certificate }: OidcSitePlan): readonly string[] {
  return [
    'SSLEngine On',
    `SSLCertificateFile ${certificate.certificateFile}`,
    `SSLCertificateKeyFile ${certificate.keyFile}`,
  ];
}

function portal(plan: OidcSitePlan): readonly string[] {
  return [
    `<VirtualHost 127.0.0.1:${plan.port}>`,
    'ServerName auth.example.com',
    ...tls(plan),
    'RequestHeader unset X-Forwarded-For early',
    'RequestHeader unset X-Forwarded-Host early',
    'RequestHeader set X-Forwarded-Proto https early',
    'ProxyPreserveHost On',
    `ProxyPass / http://127.0.0.1:${plan.gatehousePort}/ nocanon`,
    '</VirtualHost>',
  ];
}

/** `localhost` is the name by which Gatehouse reaches its back channel. */
function application(plan: OidcSitePlan): readonly string[] {
  const [provider, site] = ['auth', 'app'].map((name) => `https://${name}.example.com:${plan.port}`);
  return [
    `<VirtualHost 127.0.0.1:${plan.port}>`,
    'ServerName app.example.com',
    'ServerAlias localhost',
    ...tls(plan),
    `OIDCProviderMetadataURL ${provider}/.well-known/openid-configuration`,
    'OIDCSSLValidateServer On',
    `OIDCCABundlePath ${plan.certificate.certificateFile}`,
    `OIDCOutgoingProxy 127.0.0.1:${plan.outgoingProxyPort}`,
    `OIDCClientID ${plan.clientId}`,
    `OIDCClientSecret "${plan.clientSecret}"`,
    `OIDCRedirectURI ${site}/oidc/callback`,
    'OIDCCryptoPassphrase "a passphrase of the tests"',
    'OIDCScope "openid profile email offline_access"',
    'OIDCPKCEMethod S256',
    'OIDCRemoteUserClaim preferred_username',
    'OIDCPassClaimsAs headers',
    '<Location />',
    'AuthType openid-connect',
    'Require valid-user',
    '</Location>',
    '<Location /signed-out>',
    'AuthType None',
    'Require all granted',
    '</Location>',
    'ProxyPass /oidc/callback !',
    `ProxyPass / http://127.0.0.1:${plan.applicationPort}/`,
    '</VirtualHost>',
  ];
}
