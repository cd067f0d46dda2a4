import { Layout } from '../../components/layout.tsx';
import type { PageProps } from '../../page-props.ts';

/** The page that asks for the user name to which a link is to be mailed. */
export function ResetPasswordPage({ data, t }: PageProps) {
  return (
    <Layout data={data} t={t} id="reset-password-stage1" title={t('forgot-password')}>
      <p class="text" />
    </Layout>
  );
}
