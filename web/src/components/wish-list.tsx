import type { PageProps } from '../page-props.ts';
import { HostName } from './host-name.tsx';
import { RichText } from './rich-text.tsx';
import { type Wishes, wishesOf } from './wish-words.ts';

interface WishListProps extends Wishes {
  readonly t: PageProps['t'];
  /** Who else the application may turn to in the person's name. */
  readonly audience?: readonly string[];
  /** Whether it stands among other small facts. */
  readonly isSmall?: boolean;
}

/** What an application asks for, or was given, each in words. */
export function WishList({ t, audience = [], isSmall = false, ...wishes }: WishListProps) {
  return (
    <ul class={isSmall ? 'wishes row-facts' : 'wishes text'}>
      {wishesOf(wishes).map((wish) =>
        'words' in wish ? (
          <li key={wish.words}>{t(wish.words)}</li>
        ) : (
          <li key={`name ${wish.name}`}>
            <RichText text={t('consent-other')} values={{ name: <HostName name={wish.name} /> }} />
          </li>
        ),
      )}
      {audience.map((name) => (
        <li key={`audience ${name}`}>
          <RichText text={t('consent-audience')} values={{ name: <HostName name={name} /> }} />
        </li>
      ))}
    </ul>
  );
}
