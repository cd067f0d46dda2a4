import { escapeHtml } from './escape-html.ts';
import { renderTour } from './render-tour.ts';

/** What the application knows of a request. */
export interface ApplicationPageData {
  /** As the browser wrote it, with the port. */
  readonly host: string;
  readonly identity: readonly { readonly name: string; readonly value: string }[];
}

/** By the first word of the host. */
const openings: ReadonlyMap<string, string> = new Map([
  [
    'public',
    'This page is open to all. The application learns who you are if you are signed in, and nothing if you are not.',
  ],
  ['app', 'This page is for people who are signed in. You got here because you are.'],
  ['vault', 'This page is for people who have proved two factors. You got here because you have.'],
]);

/** The application's one page, as HTML. */
export function renderApplicationPage({ host, identity }: ApplicationPageData): string {
  const [name = '', ...parent] = host.split('.');
  const neighbour = (other: string) => escapeHtml(`http://${[other, ...parent].join('.')}`);
  const user = identity.find((header) => header.name === 'Remote-User')?.value ?? '';
  const displayName = identity.find((header) => header.name === 'Remote-Name')?.value ?? '';
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(name)} · Gatehouse demonstration</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/styles.css">
</head>
<body>
<main>
<p class="host">${escapeHtml(host)}</p>
<h1>${user === '' ? 'Hello, stranger' : `Hello, ${escapeHtml(displayName || user)}`}</h1>
<p>${openings.get(name) ?? ''}</p>
<h2>What the application was told</h2>
<dl>
${identity.map(renderHeader).join('\n')}
</dl>
${name === 'public' ? renderTour(neighbour) : ''}
<nav aria-label="Demonstration">
<a href="${neighbour('public')}/">Open page</a>
<a href="${neighbour('app')}/">Guarded page</a>
<a href="${neighbour('vault')}/">Vault</a>
<a href="${neighbour('denied')}/">Closed page</a>
<a href="${neighbour('notes')}/">Notes</a>
<a href="${neighbour('mail')}/">Mailbox</a>
${user === '' ? `<a href="${neighbour('auth')}/">Sign in</a>` : `<a href="${neighbour('auth')}/logout?rd=${encodeURIComponent(`http://${host}/`)}">Sign out</a>`}
</nav>
</main>
</body>
</html>
`;
}

function renderHeader({ name, value }: { readonly name: string; readonly value: string }): string {
  const shown = value === '' ? '<span class="empty">empty</span>' : escapeHtml(value);
  return `<div><dt>${name}</dt><dd>${shown}</dd></div>`;
}
