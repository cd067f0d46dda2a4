import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { adaptText } from '../../support/adapt-text.ts';
import { projectRoot } from '../../support/project-root.ts';
import type { ProxyPlan } from '../../support/proxied-gatehouse.ts';
import { type RunningProgram, startProgram } from '../../support/running-program.ts';

const documented = join(projectRoot, 'demo/proxies/apache');

/** Where Debian keeps the modules of its Apache httpd. */
const modulesFolder = '/usr/lib/apache2/modules';

const modules = [
  'mpm_event',
  'authz_core',
  'lua',
  'headers',
  'proxy',
  'proxy_http',
  'rewrite',
  'socache_shmcb',
  'ssl',
];

/** Starts Apache httpd with our documented configuration, adapted to the plan; its port without TLS guards instead of redirecting. */
export async function startApache(command: string, plan: ProxyPlan): Promise<RunningProgram> {
  const folder = join(plan.folder, 'apache');
  await mkdir(folder);
  const script = join(folder, 'gatehouse.lua');
  const lua = await readFile(join(documented, 'gatehouse.lua'), 'utf8');
  await writeFile(script, adaptText(lua, [['port = 9091', `port = ${plan.ports.gatehouse}`]]));
  const site = await readFile(join(documented, 'gatehouse.conf'), 'utf8');
  const file = join(folder, 'httpd.conf');
  await writeFile(file, surroundings(folder, plan) + adaptSite(site, script, plan));
  return startProgram({
    command,
    arguments: ['-d', folder, '-f', file, '-D', 'FOREGROUND'],
    readyPort: plan.ports.https,
  });
}

/** What Debian's own files say around a site. */
function surroundings(folder: string, { ports }: ProxyPlan): string {
  return [
    ...modules.map((name) => `LoadModule ${name}_module ${modulesFolder}/mod_${name}.so`),
    `PidFile ${folder}/httpd.pid`,
    `ErrorLog ${folder}/error.log`,
    `DefaultRuntimeDir ${folder}`,
    `Mutex file:${folder}`,
    'ServerName 127.0.0.1',
    `Listen 127.0.0.1:${ports.http}`,
    `Listen 127.0.0.1:${ports.https}`,
    '',
  ].join('\n');
}

function adaptSite(site: string, script: string, { ports, certificate, domains }: ProxyPlan): string {
  const [redirecting = '', portal = '', guarded = ''] = site.split(/(?=^<VirtualHost )/m).slice(-3);
  const head = site.slice(0, site.indexOf(redirecting));
  const adapted = adaptText(portal + guarded, [
    ['<VirtualHost *:443>', `<VirtualHost 127.0.0.1:${ports.https}>`],
    ['/etc/ssl/example.com/certificate.pem', certificate.certificateFile],
    ['/etc/ssl/example.com/key.pem', certificate.keyFile],
    ['/etc/apache2/gatehouse.lua', script],
    ['http://127.0.0.1:9091/', `http://127.0.0.1:${ports.gatehouse}/`],
    ['http://127.0.0.1:8000/', `http://127.0.0.1:${ports.application}/`],
    ['ServerName auth.example.com', serverNames('auth', domains)],
    ['ServerAlias *.example.com', `ServerAlias ${domains.map((domain) => `*.${domain}`).join(' ')}`],
  ]);
  const plain = adapted
    .slice(adapted.lastIndexOf('<VirtualHost '))
    .replace(`127.0.0.1:${ports.https}`, `127.0.0.1:${ports.http}`)
    .replaceAll(/^ *SSL.*\n/gm, '')
    .replace('X-Forwarded-Proto https', 'X-Forwarded-Proto http');
  return `${head}${adapted}\n${plain}`;
}

function serverNames(name: string, [first, ...others]: readonly string[]): string {
  return [`ServerName ${name}.${first}`, ...others.map((domain) => `ServerAlias ${name}.${domain}`)].join(
    '\n    ',
  );
}
