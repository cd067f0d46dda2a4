import type { ComponentChildren } from 'preact';
import type { PageProps } from '../page-props.ts';
import { Footer } from './footer.tsx';
import { Mark } from './mark.tsx';

interface LayoutProps extends PageProps {
  /** The stage that scripts and monitors look for (departures.md §5). */
  readonly id: string;
  readonly title: string;
  /** The line under the heading: where the person is going, or who they are. */
  readonly subtitle?: ComponentChildren | undefined;
  readonly children: ComponentChildren;
}

/** The frame of every page: one card that says what happens, and the quiet things below it. */
export function Layout({ data, t, id, title, subtitle, children }: LayoutProps) {
  return (
    <div class="page">
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
