import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { adaptText } from '../../support/adapt-text.ts';
import { projectRoot } from '../../support/project-root.ts';
import type { ProxyPlan } from '../../support/proxied-gatehouse.ts';
import { type RunningProgram, startProgram } from '../../support/running-program.ts';

/** Folders of configuration: our own documented one, and the ones that Authelia's users have. */
export const nginxFolders = {
  documented: join(projectRoot, 'demo/proxies/nginx'),
  published: join(projectRoot, 'tests/environments/nginx/published'),
  legacy: join(projectRoot, 'tests/environments/nginx/legacy'),
} as const;

/**
 * Starts nginx with a folder of configuration made for example.com and the usual ports, adapted to the plan: one site for each
 * cookie domain, and the guarded hosts once more without TLS.
 */
export async function startNginx(
  command: string,
  sourceFolder: string,
  plan: ProxyPlan,
): Promise<RunningProgram> {
  const folder = join(plan.folder, 'nginx');
  await cp(sourceFolder, folder, { recursive: true });
  await mkdir(join(folder, 'temporary'));
  await adaptFile(join(folder, 'nginx.conf'), [['http {', `http {\n${surroundings}`]]);
  await adaptSnippets(join(folder, 'snippets'), plan);
  await writeSites(join(folder, 'sites'), plan);
  return startProgram({
    command,
    arguments: ['-p', folder, '-c', 'nginx.conf', '-g', 'daemon off; pid nginx.pid; error_log stderr warn;'],
    readyPort: plan.ports.https,
  });
}

/** Where a nginx that is not installed as a service keeps its files. */
const surroundings = [
  'access_log off;',
  ...['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (name) => `${name}_temp_path temporary/${name};`,
  ),
].join('\n');

async function adaptSnippets(folder: string, { ports }: ProxyPlan): Promise<void> {
  for (const name of await readdir(folder)) {
    const file = join(folder, name);
    const text = (await readFile(file, 'utf8'))
      .replaceAll('127.0.0.1:9091', `127.0.0.1:${ports.gatehouse}`)
      .replaceAll('https://auth.example.com/', `https://auth.example.com:${ports.https}/`);
    await writeFile(file, text);
  }
}

async function writeSites(folder: string, plan: ProxyPlan): Promise<void> {
  const { ports, certificate } = plan;
  const site = adaptText(await readFile(join(folder, 'example.com.conf'), 'utf8'), [
    ['listen 443 ssl', `listen 127.0.0.1:${ports.https} ssl`],
    ['listen 80;', `listen 127.0.0.1:${ports.http} default_server;`],
    ['/etc/ssl/example.com/certificate.pem', certificate.certificateFile],
    ['/etc/ssl/example.com/key.pem', certificate.keyFile],
    ['http://127.0.0.1:9091', `http://127.0.0.1:${ports.gatehouse}`],
    ['http://127.0.0.1:8000', `http://127.0.0.1:${ports.application}`],
  ]);
  const [first, ...others] = plan.domains;
  if (first !== 'example.com') throw new Error('the documented configuration is for example.com');
  await writeFile(join(folder, 'example.com.conf'), withoutTls(site, ports));
  for (const domain of others) {
    const other = site.replaceAll('example.com', domain).replace(' default_server', '');
    await writeFile(join(folder, `${domain}.conf`), other);
  }
}

/** Adds the guarded hosts without TLS: what an operator gets who forgot it. */
function withoutTls(site: string, ports: ProxyPlan['ports']): string {
  const guarded = site.slice(site.lastIndexOf('server {'));
  return `${site}\n${guarded.replace(/:\d+ ssl( http2)?;/, `:${ports.http};`)}`;
}

async function adaptFile(file: string, replacements: readonly (readonly [string, string])[]): Promise<void> {
  await writeFile(file, adaptText(await readFile(file, 'utf8'), replacements));
}
