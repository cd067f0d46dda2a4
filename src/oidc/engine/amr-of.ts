import { rememberedDeviceMethod } from '../../session/level.ts';
import type { EngineSignIn } from './sign-in-context.ts';

/**
 * How a sign-in was proved, as clients are told it (`amr`, RFC 8176): `mfa` besides where it has the second level. That a browser stood for the
 * second factor is nobody's business.
 */
export function amrOf({ methods, level }: Pick<EngineSignIn, 'methods' | 'level'>): string[] {
  const told = methods.filter((method) => method !== rememberedDeviceMethod);
  return [...new Set(level === 2 ? [...told, 'mfa'] : told)];
}
