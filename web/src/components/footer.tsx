import type { PageProps } from '../page-props.ts';
import { webUrl } from '../web-url.ts';
import { LanguageMenu } from './language-menu.tsx';

/** What stands below the card on every page: the language and, where there is one, the privacy policy. */
export function Footer({ data, t }: PageProps) {
  const privacyPolicyUrl = webUrl(data.privacyPolicyUrl);
  return (
    <footer class="foot">
      <LanguageMenu data={data} t={t} />
      {privacyPolicyUrl !== undefined && (
        <a class="quiet" href={privacyPolicyUrl} rel="noopener noreferrer" target="_blank">
          {t('privacy-policy')}
        </a>
      )}
    </footer>
  );
}
