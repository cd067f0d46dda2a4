import type { PageData } from '../../../shared/api/page.ts';
import type { SecondFactorBody } from '../../../shared/api/second-factor.ts';

/** What a body says of where the person is going. */
export function destinationOf({
  targetUrl,
  requestMethod,
}: Pick<PageData, 'targetUrl' | 'requestMethod'>): Pick<SecondFactorBody, 'targetURL' | 'requestMethod'> {
  return {
    ...(targetUrl !== undefined && { targetURL: targetUrl }),
    ...(requestMethod !== undefined && { requestMethod }),
  };
}
