import { describeUserAgent } from '../../lib/describe-user-agent.ts';
import type { EventMessage, LinkMessage, Message, OneTimeCodeMessage, Recipient } from '../notifier.ts';
import type { MailTexts } from '../texts/mail-texts.ts';
import { type LanguageOfMails, textsOfLanguage } from '../texts/texts-of-language.ts';

/** Where a person is led. */
export interface MailLink {
  readonly label: string;
  readonly url: string;
}

/** What a mail says, in the recipient's language, before it is laid out. Nothing in it is escaped yet. */
export interface MailContent {
  readonly language: string;
  readonly direction: 'ltr' | 'rtl';
  readonly title: string;
  readonly greeting: string;
  readonly body: string;
  /** To be typed elsewhere. */
  readonly code: string | undefined;
  readonly action: MailLink | undefined;
  readonly notes: readonly string[];
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly advice: string;
  readonly revocation: MailLink | undefined;
  readonly footer: string;
}

/** Puts a message into words. */
export function mailContent(recipient: Recipient, message: Message): MailContent {
  const spoken = textsOfLanguage(recipient.language);
  const { language, direction, texts } = spoken;
  const { domain, remoteIp } = message;
  const address = remoteIp === '' ? [] : [{ label: texts.details.address, value: remoteIp }];
  const shared = {
    language,
    direction,
    greeting: fill(texts.greeting, { name: recipient.displayName }),
    footer: fill(texts.footer, { domain }),
  };
  switch (message.kind) {
    case 'event':
      return {
        ...shared,
        ...eventContent(spoken, message),
        facts: [...factsOf(spoken, message), ...address],
      };
    case 'one-time-code':
      return { ...shared, ...codeContent(spoken, message), facts: address };
    case 'reset-link':
      return { ...shared, ...linkContent(spoken, message), facts: address };
  }
}

type OwnContent = Omit<MailContent, 'language' | 'direction' | 'greeting' | 'footer' | 'facts'>;

function eventContent({ texts }: LanguageOfMails, { event, domain }: EventMessage): OwnContent {
  const { title, body } = texts.events[event];
  return {
    title,
    body: fill(body, { domain }),
    code: undefined,
    action: undefined,
    notes: [],
    advice: texts.eventAdvice,
    revocation: undefined,
  };
}

function codeContent({ texts, language }: LanguageOfMails, message: OneTimeCodeMessage): OwnContent {
  const { title, body, lifespan, secret, advice, revoke } = texts.code;
  return {
    title,
    body: fill(body, { domain: message.domain }),
    code: message.code,
    action: undefined,
    notes: [fill(lifespan, { lifespan: lifespanWords(message.lifespanMs, language) }), secret],
    advice,
    revocation: { label: revoke, url: message.revocationUrl },
  };
}

function linkContent({ texts, language }: LanguageOfMails, message: LinkMessage): OwnContent {
  const { title, body, lifespan, action, advice, revoke } = texts.link;
  return {
    title,
    body: fill(body, { domain: message.domain }),
    code: undefined,
    action: { label: action, url: message.url },
    notes: [fill(lifespan, { lifespan: lifespanWords(message.lifespanMs, language) })],
    advice,
    revocation: { label: revoke, url: message.revocationUrl },
  };
}

function factsOf({ texts, language }: LanguageOfMails, { details }: EventMessage): MailContent['facts'] {
  return details.map(({ name, value }) => ({
    label: texts.details[name],
    value: factWords(texts, language, { name, value }),
  }));
}

function factWords(
  texts: MailTexts,
  language: string,
  { name, value }: EventMessage['details'][number],
): string {
  if (name === 'factor')
    return Object.entries(texts.factors).find(([factor]) => factor === value)?.[1] ?? value;
  if (name === 'time') return timeWords(value, language);
  if (name !== 'device') return value;
  const { browser, system } = describeUserAgent(value);
  const known = [browser, system].filter((one) => one !== undefined);
  return known.length === 0 ? texts.unknownDevice : known.join(' · ');
}

function timeWords(iso: string, language: string): string {
  const time = new Date(iso);
  if (Number.isNaN(time.getTime())) return iso;
  return time.toLocaleString(language, { dateStyle: 'long', timeStyle: 'long', timeZone: 'UTC' });
}

const units = [
  { unit: 'day', ms: 86_400_000 },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
  { unit: 'second', ms: 1000 },
] as const;

/** `15 minutes`, in the largest unit that gives a whole number. */
function lifespanWords(lifespanMs: number, language: string): string {
  const { unit, ms } = units.find((one) => lifespanMs >= one.ms && lifespanMs % one.ms === 0) ?? units[3];
  const format = new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' });
  return format.format(Math.floor(lifespanMs / ms));
}

/** Every value once, so that a value that looks like a placeholder stays what it is. */
function fill(text: string, values: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (placeholder, name: string) => values[name] ?? placeholder);
}
