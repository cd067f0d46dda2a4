import { expect, test } from 'vitest';
import { rememberedDeviceMethod } from '../session/level.ts';
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

test('a remembered device makes nobody an administrator', () => {
  const administrators = createAdministrators({ group: 'admins' });
  const methods = ['pwd', rememberedDeviceMethod];
  expect(administrators.include({ groups: ['admins'], methods })).toBe(false);
  expect(administrators.include({ groups: ['admins'], methods: [...methods, 'otp'] })).toBe(true);
});

test('without a group nobody administers, whatever groups they are in', () => {
  const administrators = createAdministrators({ group: undefined });
  expect(administrators.include({ groups: ['admins', 'undefined', ''], methods: twoFactors })).toBe(false);
});
