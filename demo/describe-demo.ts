import { demoHosts } from './demo-hosts.ts';
import { demoPeople } from './demo-people.ts';

/** What to open and how to sign in, for a terminal. */
export function describeDemo(port: number): string {
  const address = (host: string) => `http://${host}:${port}`.padEnd(46);
  const people = demoPeople.map(({ username, password }) => `    ${username.padEnd(12)}${password}`);
  return [
    '',
    '  Gatehouse demonstration: open one of these in a browser. The first one says what there is to try.',
    '',
    `    ${address(demoHosts.public)}open to all`,
    `    ${address(demoHosts.app)}one factor: asks you to sign in`,
    `    ${address(demoHosts.vault)}two factors: asks for an app, a key or a passkey as well`,
    `    ${address(demoHosts.denied)}closed to all`,
    `    ${address(demoHosts.portal)}the portal`,
    `    ${address(demoHosts.notes)}guarded by no proxy: signs you in by OpenID Connect`,
    `    ${address(demoHosts.mail)}the mailbox: every mail that is sent, with the codes that are asked for`,
    '',
    `    ${'user name'.padEnd(12)}password`,
    ...people,
    '',
    '  Configuration, users, database and log are in .demo/: without it all begins anew. Ctrl-C ends it.',
    '',
  ].join('\n');
}
