import { expect, test } from 'vitest';
import { createLdapConfig } from '../../../tests/support/ldap-config.ts';
import { describeLdapAddress } from './open-connection.ts';
import { referralTarget } from './referral.ts';

const tls = { server_name: 'dc1.example.com' };

test.each([
  ['ldap://dc2.example.com', {}, 'ldap://dc2.example.com:389', false],
  ['ldap://dc2.example.com:1389/dc=x', {}, 'ldap://dc2.example.com:1389', false],
  ['ldaps://[2001:db8::1]/', {}, 'ldaps://[2001:db8::1]:636', false],
  ['ldap://dc2.example.com', { address: 'ldaps://dc1.example.com' }, 'ldap://dc2.example.com:389', true],
  ['ldap://dc2.example.com', { start_tls: true }, 'ldap://dc2.example.com:389', true],
  ['ldap://dc2.example.com', { address: 'ldapi:///run/ldapi' }, 'ldap://dc2.example.com:389', true],
  ['ldaps://dc2.example.com', { address: 'ldaps://dc1.example.com' }, 'ldaps://dc2.example.com:636', false],
])('%s, from %j, leads to %s; StartTLS there: %s', (url, keys, address, startsTls) => {
  const target = referralTarget([url], createLdapConfig({ port: 389 }, { tls, ...keys }));
  expect(target === undefined ? undefined : describeLdapAddress(target.endpoint.address)).toBe(address);
  expect(target?.endpoint).toMatchObject({ start_tls: startsTls, tls: { server_name: undefined } });
});

test('the entry may have another DN there', () => {
  const target = referralTarget(['ldap://x/cn=J%C3%B6rg,dc=x??base'], createLdapConfig({ port: 389 }));
  expect(target?.dn).toBe('cn=Jörg,dc=x');
  expect(referralTarget(['ldap://x/'], createLdapConfig({ port: 389 }))?.dn).toBeUndefined();
});

test.each([[[]], [['http://x']], [['ldapi://%2Frun']], [['ldap://']], [['nonsense']]])(
  '%j leads nowhere',
  (urls) => {
    expect(referralTarget(urls, createLdapConfig({ port: 389 }))).toBeUndefined();
  },
);
