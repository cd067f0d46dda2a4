import type { PageData } from '../../../../../shared/api/page.ts';
import type { ElevationNeed } from '../../../api/settings/settings-outcome.ts';

/** Where a proof is given that has to come first, and from where the person is led back to this page (`rd`). */
export function secondFactorUrl(
  { basePath }: Pick<PageData, 'basePath'>,
  factor: Exclude<ElevationNeed, 'elevation'>,
): string {
  // The page offers what the person has; the way named here comes first where they have several.
  const path = factor === 'first-factor' ? '2fa/password' : '2fa/one-time-password';
  return `${basePath}${path}?${new URLSearchParams({ rd: globalThis.location?.href ?? '' }).toString()}`;
}
