import { Layout } from '../../components/layout.tsx';
import type { PageProps } from '../../page-props.ts';

/** The page that a mailed link leads to: the new password, twice. */
export function ResetPasswordNewPage({ data, t }: PageProps) {
  return (
    <Layout data={data} t={t} id="reset-password-stage2" title={t('forgot-password')}>
      <p class="text" />
    </Layout>
  );
}
