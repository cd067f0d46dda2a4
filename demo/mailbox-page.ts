import { escapeHtml } from './escape-html.ts';
import type { ReceivedMail } from './mail-server.ts';

/** The mailbox of everybody, as HTML: the newest mail first. */
export function renderMailboxPage(mails: readonly ReceivedMail[]): string {
  const list = mails.length === 0 ? '<p>No mail has come yet.</p>' : mails.map(renderMail).join('\n');
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Mailbox · Gatehouse demonstration</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/styles.css">
</head>
<body>
<main>
<h1>Mailbox</h1>
<p>Every mail that the demonstration sends lands here and goes nowhere else. <a href="/">Look for new mails</a></p>
${list}
</main>
</body>
</html>
`;
}

function renderMail({ receivedAtMs, to, subject, text }: ReceivedMail): string {
  return `<article>
<h2>${escapeHtml(subject)}</h2>
<p class="host">to ${escapeHtml(to)}, ${new Date(receivedAtMs).toISOString().slice(0, 19).replace('T', ' ')} UTC</p>
<pre>${withLinks(text)}</pre>
</article>`;
}

/** Only web addresses become links; all of the text is escaped. */
function withLinks(text: string): string {
  return text
    .split(/(https?:\/\/[^\s<>"']+)/)
    .map((part, index) => {
      const escaped = escapeHtml(part);
      return index % 2 === 0 ? escaped : `<a href="${escaped}">${escaped}</a>`;
    })
    .join('');
}
