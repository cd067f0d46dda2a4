import { checkAccessTests } from '../access/check-access-tests.ts';
import type { ConfigCheck, LoadOptions, LoadResult } from '../config/load.ts';
import { loadConfig } from '../config/load.ts';

/** The checks that need more than the configuration itself: the assertions beside the rules. */
const checks: readonly ConfigCheck[] = [
  ({ access_control }, report) => checkAccessTests(access_control, report),
];

/** Loads the configuration as it is loaded to serve, so that `config validate` and the start find the same problems. */
export function loadCheckedConfig(options: LoadOptions): Promise<LoadResult> {
  return loadConfig({ ...options, checks });
}
