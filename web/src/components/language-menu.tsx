import { useEffect, useRef } from 'preact/hooks';
import { closeWhenLeft } from '../close-when-left.ts';
import { languageList, languageOf } from '../i18n/languages.ts';
import type { PageProps } from '../page-props.ts';

/**
 * The choice of the language: a list that opens upwards, each language under its own name. It is a plain form, `GET` of the same page with
 * `lang`, which works without script; the server keeps the choice in the cookie `language`.
 */
export function LanguageMenu({ data, t }: PageProps) {
  const menu = useRef<HTMLDetailsElement>(null);
  useEffect(() => closeWhenLeft(menu.current), []);
  const current = languageOf(data.language);
  return (
    <details class="languages" ref={menu}>
      <summary class="quiet">
        <span class="unseen">{`${t('language')}: `}</span>
        <span lang={current.tag}>{current.name}</span>
        <svg class="chevron" viewBox="0 0 12 12" aria-hidden="true">
          <path d="m3 7.5 3-3 3 3" />
        </svg>
      </summary>
      <form class="language-list" method="get">
        {data.targetUrl !== undefined && <input type="hidden" name="rd" value={data.targetUrl} />}
        {data.requestMethod !== undefined && <input type="hidden" name="rm" value={data.requestMethod} />}
        {data.signOutRequest !== undefined && (
          <input type="hidden" name="request" value={data.signOutRequest} />
        )}
        {data.link !== undefined && (
          <input
            type="hidden"
            name={data.link.purpose === 'revoke-one-time-code' ? 'id' : 'token'}
            value={data.link.token}
          />
        )}
        {languageList.map(({ tag, name }) => (
          <button
            key={tag}
            class="language"
            type="submit"
            name="lang"
            value={tag}
            lang={tag}
            aria-current={tag === current.tag ? 'true' : undefined}
          >
            {name}
          </button>
        ))}
      </form>
    </details>
  );
}
