import { escapeHtml } from './escape-html.ts';

/** What the page of the application that speaks OpenID Connect shows. */
export interface NotesPageData {
  readonly host: string;
  /** What the portal told of the person; undefined = nobody is signed in. */
  readonly claims: Readonly<Record<string, unknown>> | undefined;
  /** Why somebody who came back is not signed in. */
  readonly problem?: string | undefined;
}

/** Its one page, as HTML. */
export function renderNotesPage({ host, claims, problem }: NotesPageData): string {
  const publicHost = escapeHtml(host.replace(/^[^.]*/, 'public'));
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Notes · Gatehouse demonstration</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/styles.css">
</head>
<body>
<main>
<p class="host">${escapeHtml(host)}</p>
${claims === undefined ? renderStranger(problem) : renderPerson(claims)}
<nav aria-label="Demonstration"><a href="http://${publicHost}/">Open page</a></nav>
</main>
</body>
</html>
`;
}

function renderStranger(problem: string | undefined): string {
  return `<h1>Notes</h1>
${problem === undefined ? '' : `<p role="alert">${wordsOfProblem(problem)}</p>`}
<p>No proxy guards this application. It signs people in itself, by OpenID Connect, and asks Gatehouse who they are.</p>
<form method="post" action="/sign-in"><button>Sign in with Gatehouse</button></form>`;
}

function wordsOfProblem(problem: string): string {
  if (problem === 'access_denied') return 'You refused: this application knows nothing of you.';
  return `You are not signed in: ${escapeHtml(problem)}.`;
}

function renderPerson(claims: Readonly<Record<string, unknown>>): string {
  const rows = Object.entries(claims).map(
    ([name, value]) => `<div><dt>${escapeHtml(name)}</dt><dd>${escapeHtml(wordsOf(value))}</dd></div>`,
  );
  return `<h1>Hello, ${escapeHtml(wordsOf(claims.name ?? claims.sub))}</h1>
<p>You got here because Gatehouse told this application who you are, and you agreed to that.</p>
<h2>What the application was told</h2>
<dl>
${rows.join('\n')}
</dl>
<form method="post" action="/sign-out"><button>Sign out</button></form>`;
}

function wordsOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
