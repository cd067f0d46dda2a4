import { useEffect, useRef } from 'preact/hooks';
import { closeWhenLeft } from '../close-when-left.ts';
import type { PageProps } from '../page-props.ts';
import { portalUrl } from '../portal-url.ts';

/** Who is signed in, and what they can do about it: settings, sign out. Works without script. */
export function AccountMenu({ data, t }: PageProps) {
  const menu = useRef<HTMLDetailsElement>(null);
  useEffect(() => closeWhenLeft(menu.current), []);
  return (
    <details class="account" ref={menu}>
      <summary class="quiet" id="account-menu">
        <span class="unseen">{`${t('account-menu')}: `}</span>
        <bdi class="person">{data.displayName}</bdi>
        <svg class="chevron" viewBox="0 0 12 12" aria-hidden="true">
          <path d="m3 4.500 3 3 3-3" />
        </svg>
      </summary>
      <div class="account-list">
        <a class="account-item" href={portalUrl(data, 'settings')}>
          {t('account-settings')}
        </a>
        <form method="post" action={`${data.basePath}sign-out`}>
          {/* The signed-in page has a button of this id in its card. */}
          <button
            class="account-item"
            id={data.page === 'settings' ? 'logout-button' : undefined}
            type="submit"
          >
            {t('sign-out')}
          </button>
        </form>
      </div>
    </details>
  );
}
