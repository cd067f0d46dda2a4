import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { passwordMessages } from '../../../shared/api/password.ts';
import { directoryPeople, type LdapDirectory, type LdapKind } from '../../support/ldap-directory.ts';
import { type LdapGatehouse, startLdapGatehouse } from '../../support/ldap-gatehouse.ts';

const { bob, castor, john } = directoryPeople;
const changePath = '/api/change-password';
const elevationPath = '/api/user/session/elevation';

/** How people set their own passwords in a directory, by the portal's API and the mails that it sends. */
export function passwordStories(kind: LdapKind, directory: () => LdapDirectory): void {
  describe(`own passwords in ${kind.name}`, () => {
    let gatehouse: LdapGatehouse;
    beforeAll(async () => {
      gatehouse = await startLdapGatehouse(kind, directory());
    });
    afterAll(async () => gatehouse?.close());

    if (kind.filterWithMustChange !== undefined)
      test('somebody who must change the password is told so, the log says it, and a reset helps', async () => {
        const keys = { users_filter: kind.filterWithMustChange };
        const own = await startLdapGatehouse(kind, directory(), keys);
        await directory().mustChange?.('castor');
        expect((await own.signIn('castor', castor.password)).status).toBe(401);
        expect(own.log()).toContain('the password must be changed before it can be used');
        const ticket = await openResetLink('castor', own);
        const body = { password: castor.password };
        const done = await own.ask('POST', '/api/reset-password', body, ticket);
        expect([done.status, done.body]).toEqual([200, { status: 'OK' }]);
        expect((await own.signIn('castor', castor.password)).status).toBe(200);
        await own.close();
      });

    async function signInElevated(username: string, password: string): Promise<string> {
      const { cookie } = await gatehouse.signIn(username, password);
      expect((await gatehouse.ask('POST', elevationPath, {}, cookie)).status).toBe(200);
      const otc = /\b[A-Z2-9]{8}\b/.exec((await gatehouse.lastMail()).split('\n\n').slice(1).join())?.[0];
      expect((await gatehouse.ask('PUT', elevationPath, { otc }, cookie)).status).toBe(200);
      return cookie;
    }

    /** Asks for a link and opens it; gives the cookie of the browser that did. */
    async function openResetLink(username: string, at = gatehouse): Promise<string> {
      await at.ask('POST', '/api/reset-password/identity/start', { username });
      let token: string | undefined;
      await expect
        .poll(
          async () => {
            token = /step2\?token=([\w.-]+)/.exec(await at.lastMail())?.[1];
            return token;
          },
          { timeout: 10_000 },
        )
        .toBeDefined();
      const opened = await at.ask('POST', '/api/reset-password/identity/finish', { token });
      expect(opened.body).toEqual({ status: 'OK' });
      return opened.cookie;
    }

    test('somebody changes their own password, and what the directory refuses is told in its words', async () => {
      const cookie = await signInElevated('bob', bob.password);
      const change = (old_password: string, new_password: string) =>
        gatehouse.ask('POST', changePath, { old_password, new_password }, cookie);
      expect(await change('not it', 'Ein neues Kennwort')).toMatchObject({
        status: 401,
        body: { status: 'KO', message: passwordMessages.incorrect },
      });
      const refused = await change(bob.password, 'short');
      expect([refused.status, refused.body]).toEqual([
        400,
        { status: 'KO', message: expect.stringMatching(/too short|not strong enough/) },
      ]);
      expect(await change(bob.password, 'Ein neues Kennwort')).toMatchObject({
        status: 200,
        body: { status: 'OK' },
      });
      expect((await gatehouse.signIn('bob', bob.password)).status).toBe(401);
      expect((await gatehouse.signIn('bob', 'Ein neues Kennwort')).status).toBe(200);
      expect(await change('Ein neues Kennwort', bob.password)).toMatchObject({ status: 200 });
    });

    test('somebody resets their password by a mailed link, with another try after a refusal, and their sessions end', async () => {
      const { cookie: session } = await gatehouse.signIn('john', john.password);
      const ticket = await openResetLink('john');
      const refused = await gatehouse.ask('POST', '/api/reset-password', { password: 'short' }, ticket);
      expect([refused.status, refused.body]).toEqual([
        200,
        { status: 'KO', message: expect.stringMatching(/too short|not strong enough/) },
      ]);
      const password = 'Noch ein anderes Kennwort';
      const done = await gatehouse.ask('POST', '/api/reset-password', { password }, refused.cookie);
      expect([done.status, done.body]).toEqual([200, { status: 'OK' }]);
      expect(await gatehouse.check(session)).toMatchObject({ status: 401, user: '' });
      expect((await gatehouse.signIn('john', john.password)).status).toBe(401);
      expect((await gatehouse.signIn('john', password)).status).toBe(200);
      expect(gatehouse.log()).not.toContain(password);

      const again = await openResetLink('john');
      const body = { password: john.password };
      expect((await gatehouse.ask('POST', '/api/reset-password', body, again)).body).toEqual({
        status: 'OK',
      });
    });
  });
}
