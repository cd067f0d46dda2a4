import { useCallback } from 'preact/hooks';
import { readAccount } from '../../../api/settings/account.ts';
import { Group } from '../parts/group.tsx';
import { LoadedView } from '../parts/loaded-view.tsx';
import { useLoaded } from '../parts/use-loaded.ts';
import type { SectionProps } from '../section-props.ts';

/** Who is signed in, and where codes and notices are mailed to. */
export function AccountSection({ data, t }: SectionProps) {
  const load = useCallback(() => readAccount(data.basePath), [data.basePath]);
  const { loaded, reload } = useLoaded(load);
  return (
    <Group id="account-group" title={t('account-title')} text={t('account-text')}>
      <dl class="facts">
        <dt>{t('account-name')}</dt>
        <dd>
          <bdi class="person">{data.displayName}</bdi>
        </dd>
        <dt>{t('user-name')}</dt>
        <dd>
          <bdi class="person">{data.username}</bdi>
        </dd>
        <dt>{t('account-mail')}</dt>
        <dd>
          <LoadedView id="account" t={t} loaded={loaded} reload={reload}>
            {({ emails }) =>
              emails === null || emails.length === 0 ? (
                t('account-no-mail')
              ) : (
                <bdi class="person" dir="ltr">
                  {emails.join(', ')}
                </bdi>
              )
            }
          </LoadedView>
        </dd>
      </dl>
    </Group>
  );
}
