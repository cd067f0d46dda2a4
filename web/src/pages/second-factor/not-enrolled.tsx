import { HostName } from '../../components/host-name.tsx';
import { RichText } from '../../components/rich-text.tsx';
import type { PageProps } from '../../page-props.ts';
import { portalUrl } from '../../portal-url.ts';

/** For somebody who has nothing to prove it with: the way to set something up, from where they come back. */
export function NotEnrolled({ data, t }: PageProps) {
  const canEnrol = data.secondFactor?.canEnrol === true;
  return (
    <>
      <p class="text">
        {data.targetHost === undefined ? (
          t('not-enrolled-no-host')
        ) : (
          <RichText text={t('not-enrolled')} values={{ host: <HostName name={data.targetHost} /> }} />
        )}
      </p>
      <p class="text">{t(canEnrol ? 'not-enrolled-next' : 'cannot-enrol-next')}</p>
      {canEnrol && (
        <div class="actions">
          <a
            class="button primary"
            id="enrol-button"
            href={portalUrl(data, 'settings/two-factor-authentication')}
          >
            {t('set-up')}
          </a>
        </div>
      )}
    </>
  );
}
