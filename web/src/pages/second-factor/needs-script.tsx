import type { PageProps } from '../../page-props.ts';

/** What a browser without script shows in the place of a way that cannot do without; the other ways are links below it. */
export function NeedsScript({ t }: Pick<PageProps, 't'>) {
  return <p class="without-script note">{t('needs-script')}</p>;
}
