import { Layout } from '../../components/layout.tsx';
import type { PageProps } from '../../page-props.ts';

/** The page on which somebody says that a mailed link or code was not asked for by them. */
export function RevokePage({ data, t }: PageProps) {
  return (
    <Layout data={data} t={t} id="revoke-stage" title={t('sign-out-title')}>
      <p class="text" />
    </Layout>
  );
}
