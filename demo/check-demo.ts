import { request } from 'node:http';
import { demoHosts } from './demo-hosts.ts';

/** What a stranger's browser should be answered, by host. */
const expectations = [
  { host: demoHosts.public, status: 200 },
  { host: demoHosts.app, status: 302 },
  { host: demoHosts.vault, status: 302 },
  { host: demoHosts.denied, status: 403 },
  { host: demoHosts.portal, status: 200 },
  { host: demoHosts.notes, status: 200 },
  { host: demoHosts.mail, status: 200 },
] as const;

/** Opens every host once as a stranger, prints the answers and gives whether all are as they should be. */
export async function checkDemo(port: number): Promise<boolean> {
  let isGood = true;
  for (const { host, status } of expectations) {
    const answered = await statusOf(host, port);
    isGood &&= answered === status;
    process.stdout.write(`  ${host}: ${answered}${answered === status ? '' : `, should be ${status}`}\n`);
  }
  return isGood;
}

function statusOf(host: string, port: number): Promise<number | undefined> {
  const headers = { Host: `${host}:${port}`, Accept: 'text/html' };
  return new Promise((resolve, reject) => {
    const outgoing = request({ host: '127.0.0.1', port, headers, agent: false }, (answer) => {
      answer.resume();
      answer.once('end', () => resolve(answer.statusCode));
    });
    outgoing.once('error', reject);
    outgoing.end();
  });
}
