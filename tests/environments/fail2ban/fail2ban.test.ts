import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toJsonLine } from '../../../src/lib/log-json.ts';
import { toTextLine } from '../../../src/lib/log-text.ts';
import { findProgram } from '../../support/find-program.ts';
import { people } from '../../support/people.ts';
import { projectRoot } from '../../support/project-root.ts';
import { createTemporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.ts';
import { startWiredGatehouse } from '../../support/wired-gatehouse.ts';

// The real fail2ban reads the real log: whom would it ban?

const fail2banRegex = findProgram('fail2ban-regex');

/** The filter of docs/fail2ban.md. */
const ourFilter =
  /^```ini title="\/etc\/fail2ban\/filter.d\/gatehouse.conf"\n([\s\S]*?)^```$/m.exec(
    readFileSync(join(projectRoot, 'docs/fail2ban.md'), 'utf8'),
  )?.[1] ?? '';

/** What guides for Authelia tell to use: a fact that must go on working, like a configuration key. */
const publishedFilter = `[Definition]
failregex = ^.*Unsuccessful (1FA|TOTP|Duo|U2F) authentication attempt by user .*remote_ip"?(:|=)"?<HOST>"?.*$
            ^.*user not found.*path=/api/reset-password/identity/start remote_ip"?(:|=)"?<HOST>"?.*$
ignoreregex = ^.*level"?(:|=)"?info.*
              ^.*level"?(:|=)"?warning.*
`;

/** Who guesses, and what a client may send to have another address banned. */
const guesses = [
  { username: 'john', password: 'wrong', from: '203.0.113.66' },
  { username: 'nobody-at-all', password: 'wrong', from: '2001:db8::66' },
  { username: "x' remote_ip=198.51.100.1", password: 'wrong', from: '203.0.113.67' },
  { username: 'x"\nlevel=error msg="Unsuccessful 1FA', password: 'wrong', from: '203.0.113.68' },
];

describe.skipIf(fail2banRegex === undefined)('fail2ban', () => {
  let folder: TemporaryFolder;

  beforeAll(async () => {
    folder = await createTemporaryFolder('fail2ban');
    await using wired = await startWiredGatehouse();
    for (const { username, password, from } of guesses) await wired.signIn(username, password, from);
    const { cookie } = await wired.signIn('john', people.john.password, '203.0.113.1');
    await wired.check('https://app.example.com/', [['Cookie', cookie]]);
    await wired.check('https://denied.example.com/', [['Cookie', cookie]]);
    await wired.check('https://app.example.com/?remote_ip=198.51.100.2');
    await wired.portal({
      target: '/?remote_ip=198.51.100.3',
      headers: [['User-Agent', 'remote_ip=198.51.100.4']],
    });
    const lines = wired.gatehouse.log().trim().split('\n');
    await mkdir(join(folder.path, 'filter.d'));
    await writeFile(join(folder.path, 'filter.d', 'ours.conf'), ourFilter);
    await writeFile(join(folder.path, 'filter.d', 'published.conf'), publishedFilter);
    await writeFile(join(folder.path, 'text.log'), lines.map(toTextLine).join(''));
    await writeFile(join(folder.path, 'json.log'), lines.map(toJsonLine).join(''));
  });
  afterAll(() => folder?.remove());

  test.each([
    ['ours', 'text'],
    ['ours', 'json'],
    ['published', 'text'],
    ['published', 'json'],
  ])('the filter %s finds those who guessed in the %s log, and nobody else', (filter, format) => {
    const run = spawnSync(
      fail2banRegex ?? '',
      ['--out', 'ip', join(folder.path, `${format}.log`), join(folder.path, 'filter.d', `${filter}.conf`)],
      { encoding: 'utf8' },
    );
    expect(run.stderr).toBe('');
    expect(run.stdout.trim().split('\n').sort()).toEqual(guesses.map(({ from }) => from).sort());
  });
});
