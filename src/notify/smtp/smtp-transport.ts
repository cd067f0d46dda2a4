import MailComposer from 'nodemailer/lib/mail-composer';
import type { Mail, MailTransport } from '../mail.ts';
import { openSmtpSession, type SmtpSession, type SmtpSessionOptions } from './open-smtp-session.ts';

/** Sends mails over SMTP (RFC 5321), each over a connection of its own. */
export function createSmtpTransport(options: SmtpSessionOptions): MailTransport {
  const underWay = new Set<Promise<unknown>>();

  const withSession = (use: (session: SmtpSession) => Promise<void>) => {
    const used = openSmtpSession(options).then(async (session) => {
      try {
        await use(session);
      } finally {
        session.end();
      }
    });
    underWay.add(used);
    return used.finally(() => underWay.delete(used));
  };
  return {
    async deliver(mail) {
      const composed = compose(options, mail);
      const message = await composed.build();
      const { from, to } = composed.getEnvelope();
      await withSession((session) => session.send({ from, to }, message));
    },
    check: () => withSession(() => Promise.resolve()),
    async close() {
      await Promise.allSettled(underWay);
    },
  };
}

function compose({ config }: SmtpSessionOptions, { recipient, subject, text, html, language }: Mail) {
  const { displayName: name, address } = recipient;
  return new MailComposer({
    from: config.sender,
    to: { name, address },
    subject,
    text,
    ...(config.disable_html_emails ? {} : { html }),
    headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': language },
    disableFileAccess: true,
    disableUrlAccess: true,
  }).compile();
}
