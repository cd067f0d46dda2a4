import type { RateLimiter } from '../regulation/rate-limiter.ts';
import type { PasswordSignIn } from './password-sign-in.ts';

/**
 * The door for passwords that come with requests to proxies, where no endpoint of ours counts them: behind the limit `first_factor`, as the
 * sign-in form is. Refused there, a password is a wrong one: proxies know no other answer.
 */
export function limitPasswordSignIn(door: PasswordSignIn, limiter: RateLimiter): PasswordSignIn {
  return {
    async check(attempt) {
      const { address } = attempt;
      const { isAllowed } = await limiter.take('first_factor', address);
      if (!isAllowed) return { outcome: 'wrong' };
      let hasFailed = false;
      try {
        const checked = await door.check(attempt);
        hasFailed = checked.outcome === 'wrong';
        return checked;
      } finally {
        await limiter.settle('first_factor', address, hasFailed);
      }
    },
  };
}
