import { useCallback, useEffect, useState } from 'preact/hooks';
import type { SettingsOutcome, SettingsProblem } from '../../../api/settings/settings-outcome.ts';

/** Something that a page fetches: on its way, there, or not to be had. */
export type Loaded<Data> =
  | { readonly phase: 'loading' }
  | { readonly phase: 'there'; readonly data: Data }
  | { readonly phase: 'failed'; readonly problem: SettingsProblem };

/**
 * Fetches something once the page is there; `reload` fetches it anew and keeps what is shown until the answer comes. `load` must stay the
 * same function between two drawings.
 */
export function useLoaded<Data>(load: () => Promise<SettingsOutcome<Data>>): {
  readonly loaded: Loaded<Data>;
  readonly reload: () => Promise<void>;
} {
  const [loaded, setLoaded] = useState<Loaded<Data>>({ phase: 'loading' });
  const reload = useCallback(async () => setLoaded(loadedFrom(await load())), [load]);
  useEffect(() => {
    void reload();
  }, [reload]);
  return { loaded, reload };
}

/** What is there after an answer. What should need no more than a session fails where it is refused. */
function loadedFrom<Data>(outcome: SettingsOutcome<Data>): Loaded<Data> {
  if (outcome.kind === 'done') return { phase: 'there', data: outcome.data };
  return { phase: 'failed', problem: outcome.kind === 'failed' ? outcome.problem : 'unavailable' };
}
