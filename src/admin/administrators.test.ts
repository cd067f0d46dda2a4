import { expect, test } from 'vitest';
import { createAdministrators } from './administrators.ts';

const twoFactors = ['pwd', 'otp'];

test('members of the group with two factors administer, nobody else does', () => {
  const administrators = createAdministrators({ group: 'admins' });
  expect(administrators.include({ groups: ['dev', 'admins'], methods: twoFactors })).toBe(true);
  expect(administrators.include({ groups: ['dev', 'admins'], methods: ['pwd'] })).toBe(false);
  expect(administrators.include({ groups: ['admins'], methods: ['otp'] })).toBe(false);
  expect(administrators.include({ groups: ['dev', 'Admins', 'admins2', ''], methods: twoFactors })).toBe(
    false,
  );
  expect(administrators.include({ groups: [], methods: twoFactors })).toBe(false);
});

test('without a group nobody administers, whatever groups they are in', () => {
  const administrators = createAdministrators({ group: undefined });
  expect(administrators.include({ groups: ['admins', 'undefined', ''], methods: twoFactors })).toBe(false);
});
