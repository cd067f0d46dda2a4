import type { PageData } from '../../../shared/api/page.ts';
import type { SecondFactorBody } from '../../../shared/api/second-factor.ts';

/** What a body says of where the person is going. */
export function destinationOf({
  targetUrl,
  requestMethod,
  flowId,
}: Pick<PageData, 'targetUrl' | 'requestMethod' | 'flowId'>): Pick<
  SecondFactorBody,
  'targetURL' | 'requestMethod' | 'flow' | 'flowID'
> {
  return {
    ...(targetUrl !== undefined && { targetURL: targetUrl }),
    ...(requestMethod !== undefined && { requestMethod }),
    ...(flowId !== undefined && { flow: 'openid_connect', flowID: flowId }),
  };
}
