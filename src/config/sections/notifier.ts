import { existsSync } from 'node:fs';
import type { z } from 'zod';
import { address } from '../notations/address.ts';
import { boolean } from '../notations/boolean.ts';
import { clientTls } from '../notations/client-tls.ts';
import { duration } from '../notations/duration.ts';
import { group, optionalGroup } from '../notations/group.ts';
import { defaulted, optional, required } from '../notations/key.ts';
import { secretText, text, textThat } from '../notations/text.ts';
import type { Section } from '../section.ts';

/** The `notifier` section (behaviour.md §4.3, §6.8). Exactly one of smtp and filesystem is there. */
export type NotifierConfig = z.output<typeof schema>;

const local = String.raw`[^\s@<>"(),:;]+`;
const domain = String.raw`[^\s@<>"(),:;]+`;
const addressOnly = `${local}@(?:${domain})`;
const mailboxPattern = new RegExp(`^(?:${addressOnly}|(?:"[^"]*"|[^"<>@,;:]*)\\s*<${addressOnly}>)$`);

/** A mailbox (RFC 5322 §3.4): an address, or a name with the address in angle brackets. */
const mailbox = textThat((value) => mailboxPattern.test(value.trim()), {
  message: 'This is not an e-mail address.',
  hint: "Write an address such as admin@example.com or 'Example Sign-in <admin@example.com>'.",
});

const smtp = optionalGroup(
  {
    address: required(
      address({
        schemes: ['smtp', 'submission', 'submissions'],
        example: 'submissions://smtp.example.com:465',
      }),
      'The mail server: smtp, submission or submissions (TLS from the start).',
      'Write the address of the mail server, such as submissions://smtp.example.com:465.',
    ),
    timeout: defaulted(duration({ min: 1 }), '5s', 'How long an answer is waited for.'),
    username: optional(text, 'The user name for the mail server.'),
    password: optional(secretText, 'The password for the mail server.'),
    sender: required(mailbox, 'Who mails come from.', 'Write an address such as admin@example.com.'),
    identifier: defaulted(text, 'localhost', 'The name that we greet the mail server with.'),
    subject: defaulted(
      text,
      '[Authelia] {title}',
      'The subject of mails; {title} stands for what they are about.',
    ),
    startup_check_address: defaulted(
      mailbox,
      'Authelia Test <test@authelia.com>',
      'Without effect, as in Authelia.',
    ),
    disable_require_tls: defaulted(boolean, false, 'Sends without TLS where the server offers none.'),
    disable_starttls: defaulted(boolean, false, 'Never turns a plain connection into TLS.'),
    disable_html_emails: defaulted(boolean, false, 'Sends plain text only.'),
    tls: clientTls('mail server'),
  },
  'Sends mail.',
);

const schema = group(
  {
    disable_startup_check: defaulted(boolean, false, 'Does not try the notifier at start.'),
    template_path: optional(text, 'A folder with templates of your own.'),
    filesystem: optionalGroup(
      {
        filename: required(text, 'The file.', 'Write the path of a file, such as /config/notification.txt.'),
      },
      'Writes mails to a file, for trying things out.',
    ),
    smtp,
  },
  'How people are sent messages.',
);

/** The `notifier` section. */
export const notifier: Section<NotifierConfig> = {
  schema,
  check(ready, { report }) {
    if ((ready.smtp === undefined) === (ready.filesystem === undefined)) {
      const message =
        ready.smtp === undefined
          ? 'Nothing says how people are sent messages.'
          : 'smtp and filesystem cannot be written together.';
      const hint =
        'Write exactly one of notifier.smtp and notifier.filesystem; for a file: filesystem: {filename: /config/notification.txt}.';
      report({ path: [], severity: 'error', message, hint });
    }
    if (ready.smtp === undefined || ready.template_path === undefined || existsSync(ready.template_path))
      return;
    const message = `There is nothing at ${ready.template_path}.`;
    report({
      path: ['template_path'],
      severity: 'error',
      message,
      hint: 'Write the path of a folder that exists.',
    });
  },
};
