import type { SecurityKey } from '../../../api/settings/keys.ts';
import type { PageProps } from '../../../page-props.ts';
import { createDates } from '../parts/dates.ts';

interface KeyRowProps extends PageProps {
  readonly securityKey: SecurityKey;
  readonly onRename: () => void;
  readonly onRemove: () => void;
}

/** One key as a sentence: what it is, whether it is kept on several devices, when it was used. */
export function KeyRow({ data, t, securityKey, onRename, onRemove }: KeyRowProps) {
  const { description } = securityKey;
  return (
    <li class="row">
      <div class="row-words">
        <p class="row-title">
          <bdi>{description}</bdi>
        </p>
        <p class="row-facts">
          {keyWords(data.language, t, securityKey).map((words) => (
            <bdi class="fact" key={words}>
              {words}
            </bdi>
          ))}
        </p>
        {securityKey.clone_warning && <p class="row-warning">{t('key-cloned')}</p>}
      </div>
      <div class="row-actions">
        <button
          class="button second small"
          type="button"
          aria-label={`${t('rename')}: ${description}`}
          onClick={onRename}
        >
          {t('rename')}
        </button>
        <button
          class="button second small"
          type="button"
          aria-label={`${t('remove')}: ${description}`}
          onClick={onRemove}
        >
          {t('remove')}
        </button>
      </div>
    </li>
  );
}

function keyWords(language: string, t: PageProps['t'], key: SecurityKey): readonly string[] {
  const dates = createDates(language, Date.now);
  return [
    t(key.discoverable ? 'key-passkey' : 'key-security-key'),
    t(key.backup_state ? 'key-synced' : 'key-not-synced'),
    t('added-on', { day: dates.day(key.created_at) }),
    key.last_used_at === undefined ? t('never-used') : t('last-used', { time: dates.ago(key.last_used_at) }),
  ];
}
