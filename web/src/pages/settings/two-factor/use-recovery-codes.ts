import { useCallback, useState } from 'preact/hooks';
import type { RecoveryCodesData } from '../../../../../shared/api/recovery-codes.ts';
import { makeRecoveryCodes, readRecoveryCodes } from '../../../api/settings/recovery-codes.ts';
import type { Protect } from '../elevation/use-elevation.ts';
import { type Change, useChange } from '../parts/use-change.ts';
import { type Loaded, useLoaded } from '../parts/use-loaded.ts';

/** The person's recovery codes: how many are left, and new ones as long as they are shown. */
export interface RecoveryCodes {
  readonly loaded: Loaded<RecoveryCodesData>;
  readonly change: Change;
  /** New ones that the person has not said to have kept. */
  readonly shown: readonly string[] | undefined;
  readonly reload: () => Promise<void>;
  /** Makes new ones and shows them; false where that did not come about. */
  readonly make: () => Promise<boolean>;
  /** Shows those that came with a first factor; nothing where none came. */
  readonly show: (codes: readonly string[] | undefined) => void;
  readonly hide: () => void;
}

/** Fetches, makes and shows recovery codes. */
export function useRecoveryCodes(basePath: string, protect: Protect): RecoveryCodes {
  const load = useCallback(() => readRecoveryCodes(basePath), [basePath]);
  const { loaded, reload } = useLoaded(load);
  const change = useChange();
  const [shown, setShown] = useState<readonly string[]>();
  const make = async () => {
    const done = await change.run(() => protect(() => makeRecoveryCodes(basePath)));
    if (done === undefined) return false;
    setShown(done.data.codes);
    await reload();
    return true;
  };
  const show = (codes: readonly string[] | undefined) => {
    if (codes === undefined || codes.length === 0) return;
    setShown(codes);
    void reload();
  };
  return { loaded, change, shown, reload, make, show, hide: () => setShown(undefined) };
}
