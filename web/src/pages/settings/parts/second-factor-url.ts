import type { PageData } from '../../../../../shared/api/page.ts';
import type { ElevationNeed } from '../../../api/settings/settings-outcome.ts';

/** Where a proof is given that has to come first, and from where the person is led back to this page (`rd`). */
export function secondFactorUrl(
  { basePath }: Pick<PageData, 'basePath'>,
  factor: Exclude<ElevationNeed, 'elevation'>,
): string {
  const path = factor === 'first-factor' ? '2fa/password' : '2fa';
  return `${basePath}${path}?${new URLSearchParams({ rd: globalThis.location?.href ?? '' }).toString()}`;
}
