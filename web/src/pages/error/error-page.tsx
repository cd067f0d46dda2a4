import { HostName } from '../../components/host-name.tsx';
import { Layout } from '../../components/layout.tsx';
import { RichText } from '../../components/rich-text.tsx';
import type { PageProps } from '../../page-props.ts';
import { portalUrl } from '../../portal-url.ts';
import { errorWords } from './error-words.ts';

/** The error page: what happened, and what to do next. */
export function ErrorPage({ data, t }: PageProps) {
  const { title, text, action } = errorWords(data.problem);
  return (
    <Layout data={data} t={t} id="error-stage" title={t(title)}>
      <p class="text">{t(text)}</p>
      {data.problem === 'no-cookie-domain' && (
        <p class="text aside">
          <RichText
            text={t('error-no-cookie-domain-operator')}
            values={{ key: <HostName name="session.cookies" /> }}
          />
        </p>
      )}
      {action !== undefined && (
        <div class="actions">
          <a class="button primary" href={portalUrl(data)}>
            {t(action)}
          </a>
        </div>
      )}
    </Layout>
  );
}
