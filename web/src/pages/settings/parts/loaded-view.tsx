import type { ComponentChildren } from 'preact';
import { Note } from '../../../components/note.tsx';
import type { Translate } from '../../../i18n/translator.ts';
import { settingsProblemText } from './settings-problem-text.ts';
import type { Loaded } from './use-loaded.ts';

interface LoadedViewProps<Data> {
  readonly id: string;
  readonly t: Translate;
  readonly loaded: Loaded<Data>;
  readonly reload: () => Promise<void>;
  /** Rows of the skeleton. */
  readonly rows?: number;
  readonly children: (data: Data) => ComponentChildren;
}

/** Shows what was fetched, a skeleton while it is on its way, or why it is not there with a way to try again. */
export function LoadedView<Data>({ id, t, loaded, reload, rows = 1, children }: LoadedViewProps<Data>) {
  if (loaded.phase === 'there') return <>{children(loaded.data)}</>;
  if (loaded.phase === 'loading') return <Skeleton t={t} rows={rows} />;
  return (
    <div class="form">
      <Note id={`${id}-note`} text={settingsProblemText(t, loaded.problem)} />
      <button class="button second" type="button" onClick={() => void reload()}>
        {t('try-again')}
      </button>
    </div>
  );
}

function Skeleton({ t, rows }: { readonly t: Translate; readonly rows: number }) {
  return (
    <div class="skeleton" role="status">
      <span class="unseen">{t('settings-loading')}</span>
      {Array.from({ length: rows }, (_, row) => (
        <span class="skeleton-row" key={row} />
      ))}
    </div>
  );
}
