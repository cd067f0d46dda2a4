import { HostName } from '../../components/host-name.tsx';
import { Layout } from '../../components/layout.tsx';
import { RichText } from '../../components/rich-text.tsx';
import { SignOutForm } from '../../components/sign-out-form.tsx';
import type { PageProps } from '../../page-props.ts';

/** The page for a target that asks for a second factor, which this version cannot check: it says so, and whom to ask. */
export function SecondFactorPage({ data, t }: PageProps) {
  return (
    <Layout data={data} t={t} id="second-factor-stage" title={t('second-factor-title')}>
      <p class="text">
        {data.targetHost === undefined ? (
          t('second-factor-text-no-host')
        ) : (
          <RichText text={t('second-factor-text')} values={{ host: <HostName name={data.targetHost} /> }} />
        )}
      </p>
      <p class="text">{t('second-factor-next')}</p>
      <div class="actions">
        <SignOutForm data={data} t={t} />
      </div>
    </Layout>
  );
}
