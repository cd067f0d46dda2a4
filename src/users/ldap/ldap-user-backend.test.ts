import { createLdapConfig } from '../../../tests/support/ldap-config.ts';
import { contractEntries } from '../../../tests/support/ldap-people.ts';
import { describeWithSlapd, startSlapd } from '../../../tests/support/slapd.ts';
import { systemClock } from '../../lib/clock.ts';
import { silentLog } from '../../lib/log.ts';
import { systemRandom } from '../../lib/random.ts';
import { userBackendContract } from '../backend.contract.ts';
import { createLdapUserBackend } from './ldap-user-backend.ts';

describeWithSlapd('a real slapd', () => {
  userBackendContract('LDAP', async () => {
    const slapd = await startSlapd({ entries: contractEntries() });
    const config = createLdapConfig(slapd);
    const backend = createLdapUserBackend({
      config,
      log: silentLog,
      clock: systemClock,
      random: systemRandom,
    });
    await backend.check();
    return { backend, dispose: () => slapd.close() };
  });
});
