import type { MailContent, MailLink } from './mail-content.ts';

/** Lays a mail out as plain text: paragraphs with an empty line between them, links on lines of their own. */
export function textLayout(content: MailContent): string {
  const { title, greeting, body, code, action, notes, facts, advice, revocation, footer } = content;
  const factLines = facts.map(({ label, value }) => `${label}: ${value}`).join('\n');
  const paragraphs = [
    title,
    greeting,
    body,
    code && `    ${code}`,
    action && linkLines(action),
    notes.join('\n'),
    factLines,
    advice,
    revocation && linkLines(revocation),
    `-- \n${footer}`,
  ];
  return `${paragraphs.filter((paragraph) => paragraph !== undefined && paragraph !== '').join('\n\n')}\n`;
}

function linkLines({ label, url }: MailLink): string {
  return `${label}:\n${url}`;
}
