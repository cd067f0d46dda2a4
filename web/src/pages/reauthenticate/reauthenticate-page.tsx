import { Layout } from '../../components/layout.tsx';
import type { PageProps } from '../../page-props.ts';

/** The page that asks the person signed in for their password once more. */
export function ReauthenticatePage({ data, t }: PageProps) {
  return (
    <Layout data={data} t={t} id="reauthenticate-stage" title={t('sign-in-title')}>
      <p class="text" />
    </Layout>
  );
}
