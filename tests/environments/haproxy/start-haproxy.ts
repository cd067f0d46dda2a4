import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { adaptText } from '../../support/adapt-text.ts';
import { projectRoot } from '../../support/project-root.ts';
import type { ProxyPlan } from '../../support/proxied-gatehouse.ts';
import { type RunningProgram, startProgram } from '../../support/running-program.ts';

const documented = join(projectRoot, 'demo/proxies/haproxy');

/** Starts HAProxy with our documented configuration, adapted to the plan; its port without TLS does not redirect. */
export async function startHaproxy(
  command: string,
  { folder: parent, ports, certificate, domains }: ProxyPlan,
): Promise<RunningProgram> {
  const folder = join(parent, 'haproxy');
  await mkdir(folder);
  const pemFile = join(folder, 'certificate-and-key.pem');
  await writeFile(pemFile, certificate.authority + (await readFile(certificate.keyFile, 'utf8')));
  const configuration = adaptText(await readFile(join(documented, 'haproxy.cfg'), 'utf8'), [
    ['bind :80', `bind 127.0.0.1:${ports.http}`],
    ['bind :443', `bind 127.0.0.1:${ports.https}`],
    ['http-request redirect scheme https unless { ssl_fc }', ''],
    ['/etc/ssl/example.com/certificate-and-key.pem', pemFile],
    ['/etc/haproxy/gatehouse.lua', join(documented, 'gatehouse.lua')],
    ['auth.example.com', domains.map((domain) => `auth.${domain}`).join(' ')],
    ['127.0.0.1:9091', `127.0.0.1:${ports.gatehouse}`],
    ['127.0.0.1:8000', `127.0.0.1:${ports.application}`],
  ]);
  const file = join(folder, 'haproxy.cfg');
  await writeFile(file, configuration);
  return startProgram({ command, arguments: ['-db', '-f', file], readyPort: ports.https });
}
