import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { adaptText } from '../../support/adapt-text.ts';
import { projectRoot } from '../../support/project-root.ts';
import type { ProxyPlan } from '../../support/proxied-gatehouse.ts';
import { type RunningProgram, startProgram } from '../../support/running-program.ts';

/** Folders of configuration: our own documented one, and the ones that Authelia's users have. */
export const caddyFolders = {
  documented: join(projectRoot, 'demo/proxies/caddy'),
  published: join(projectRoot, 'tests/environments/caddy/published'),
  legacy: join(projectRoot, 'tests/environments/caddy/legacy'),
} as const;

/**
 * Starts Caddy with a folder of configuration made for example.com and the usual ports, adapted to the plan: one site for each
 * cookie domain, and the guarded hosts once more without TLS.
 */
export async function startCaddy(
  command: string,
  sourceFolder: string,
  plan: ProxyPlan,
): Promise<RunningProgram> {
  const folder = join(plan.folder, 'caddy');
  await mkdir(join(folder, 'sites'), { recursive: true });
  const main = await readFile(join(sourceFolder, 'Caddyfile'), 'utf8');
  const site = await readFile(join(sourceFolder, 'sites/example.com.caddyfile'), 'utf8');
  const gatehouse = `127.0.0.1:${plan.ports.gatehouse}`;
  await writeFile(join(folder, 'Caddyfile'), surroundings + main.replaceAll('127.0.0.1:9091', gatehouse));
  for (const domain of plan.domains) {
    await writeFile(join(folder, `sites/${domain}.caddyfile`), adaptSite(site, domain, plan));
  }
  return startProgram({
    command,
    arguments: ['run', '--config', join(folder, 'Caddyfile'), '--adapter', 'caddyfile'],
    environment: { HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder },
    readyPort: plan.ports.https,
  });
}

const surroundings = '{\n\tadmin off\n\tauto_https off\n\tdefault_bind 127.0.0.1\n}\n\n';

function adaptSite(site: string, domain: string, { ports, certificate }: ProxyPlan): string {
  const tls = `\ttls ${certificate.certificateFile} ${certificate.keyFile}`;
  const guarded = 'app.example.com, public.example.com, denied.example.com {';
  const both = adaptText(site, [
    ['127.0.0.1:8000', `127.0.0.1:${ports.application}`],
    ['\nauth.example.com {', `\nhttps://auth.example.com:${ports.https} {\n${tls}`],
  ])
    .replaceAll('127.0.0.1:9091', `127.0.0.1:${ports.gatehouse}`)
    .replaceAll('rd=https://auth.example.com/', `rd=https://auth.example.com:${ports.https}/`);
  const withTls = guarded.replaceAll(/(\w+\.example\.com)/g, `https://$1:${ports.https}`);
  const secured = adaptText(both, [[guarded, `${withTls}\n${tls}`]]);
  const plain = both
    .slice(both.indexOf(guarded))
    .replace(guarded, guarded.replaceAll(/(\w+\.example\.com)/g, `http://$1:${ports.http}`));
  return `${secured}\n${plain}`.replaceAll('example.com', domain);
}
