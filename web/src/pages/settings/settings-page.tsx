import { Layout } from '../../components/layout.tsx';
import type { PageProps } from '../../page-props.ts';

/** The settings of the person signed in. */
export function SettingsPage({ data, t }: PageProps) {
  return (
    <Layout data={data} t={t} id="settings-stage" title={t('settings-title')}>
      <p class="text" />
    </Layout>
  );
}
