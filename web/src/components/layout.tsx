import type { ComponentChildren } from 'preact';
import type { PageProps } from '../page-props.ts';
import { AccountMenu } from './account-menu.tsx';
import { Footer } from './footer.tsx';
import { Mark } from './mark.tsx';

interface LayoutProps extends PageProps {
  /** The stage that scripts and monitors look for (departures.md §5). */
  readonly id: string;
  readonly title: string;
  /** The line under the heading: where the person is going, or who they are. */
  readonly subtitle?: ComponentChildren | undefined;
  /** Whether the menu of the person signed in stands above the card. */
  readonly hasAccountMenu?: boolean;
  readonly children: ComponentChildren;
}

/** The frame of every page: one card that says what happens, and the quiet things below it. */
export function Layout(props: LayoutProps) {
  const { data, t, id, title, subtitle, hasAccountMenu = false, children } = props;
  return (
    <div class="page">
      {hasAccountMenu && (
        <div class="corner">
          <AccountMenu data={data} t={t} />
        </div>
      )}
      <main class="main">
        <div class="card" id={id}>
          <header class="head">
            {data.logoUrl === undefined ? <Mark /> : <img class="logo" src={data.logoUrl} alt="" />}
            <h1 class="title">{title}</h1>
            {subtitle !== undefined && <p class="subtitle">{subtitle}</p>}
          </header>
          {children}
        </div>
      </main>
      <Footer data={data} t={t} />
    </div>
  );
}
