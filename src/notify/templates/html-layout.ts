import { escapeHtml } from './escape-html.ts';
import type { MailContent, MailLink } from './mail-content.ts';

/** The colours of the portal's pages; the dark ones for mail programs that ask for them. Nothing is fetched from anywhere. */
const styles = `
:root { color-scheme: light dark; supported-color-schemes: light dark; }
body { margin: 0; padding: 24px 12px; background: #f4f2ee; color: #23211d; font: 16px/1.5 system-ui, "Segoe UI", Roboto, "Noto Sans", Arial, sans-serif; }
.card { max-width: 520px; margin: 0 auto; padding: 28px; background: #ffffff; border: 1px solid #dcd8d0; border-radius: 12px; overflow-wrap: anywhere; }
h1 { margin: 0 0 16px; font-size: 22px; line-height: 1.3; }
p { margin: 0 0 16px; }
.code { font: 700 28px/1.3 ui-monospace, Consolas, monospace; letter-spacing: 4px; direction: ltr; unicode-bidi: isolate; }
.button { display: inline-block; padding: 12px 20px; background: #1f5c45; color: #ffffff; border-radius: 8px; text-decoration: none; font-weight: 600; }
a { color: #1f5c45; }
.quiet { color: #5f5b53; font-size: 14px; }
@media (prefers-color-scheme: dark) {
  body { background: #161513; color: #ece9e3; }
  .card { background: #201e1b; border-color: #3b3832; }
  .button { background: #8fd0b3; color: #10241b; }
  a { color: #8fd0b3; }
  .quiet { color: #aba59a; }
}`;

/** Lays a mail out as an HTML document. Every value is escaped. */
export function htmlLayout(content: MailContent): string {
  const { language, direction, title, greeting, body, code, action, notes, facts, advice, revocation } =
    content;
  const parts = [
    `<h1>${escapeHtml(title)}</h1>`,
    paragraph(greeting),
    paragraph(body),
    code && `<p class="code" id="one-time-code">${escapeHtml(code)}</p>`,
    action && buttonParts(action),
    ...notes.map((note) => paragraph(note)),
    facts.length > 0 && `<p class="quiet">${facts.map(factLine).join('<br>\n')}</p>`,
    paragraph(advice),
    revocation && `<p>${anchor(revocation, 'link-revoke')}</p>`,
    paragraph(content.footer, 'quiet'),
  ];
  return `<!doctype html>
<html lang="${escapeHtml(language)}" dir="${direction}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>${styles}
</style>
</head>
<body>
<div class="card">
${parts.filter((part) => typeof part === 'string').join('\n')}
</div>
</body>
</html>
`;
}

function paragraph(text: string, className?: string): string {
  return `<p${className === undefined ? '' : ` class="${className}"`}>${escapeHtml(text)}</p>`;
}

/** The address in full as well, for programs that show no buttons. */
function buttonParts({ label, url }: MailLink): string {
  return `<p><a class="button" id="link" href="${escapeHtml(url)}">${escapeHtml(label)}</a></p>
<p class="quiet">${escapeHtml(url)}</p>`;
}

function anchor({ label, url }: MailLink, id: string): string {
  return `<a id="${id}" href="${escapeHtml(url)}">${escapeHtml(label)}</a>`;
}

function factLine({ label, value }: MailContent['facts'][number]): string {
  return `${escapeHtml(label)}: <bdi>${escapeHtml(value)}</bdi>`;
}
