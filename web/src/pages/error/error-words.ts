import type { PageData } from '../../../../shared/api/page.ts';
import type { MessageId } from '../../i18n/message-id.ts';

/** What an error page says, and where its one button leads: on to the sign-in page, or to the same place once more. */
export interface ErrorWords {
  readonly title: MessageId;
  readonly text: MessageId;
  readonly action: 'to-sign-in' | 'try-again' | undefined;
}

const unknown: ErrorWords = {
  title: 'error-unknown-title',
  text: 'error-unknown-text',
  action: 'try-again',
};

const words: Partial<Record<NonNullable<PageData['problem']>, ErrorWords>> = {
  'not-found': { title: 'error-not-found-title', text: 'error-not-found-text', action: 'to-sign-in' },
  'unsafe-target': {
    title: 'error-unsafe-target-title',
    text: 'error-unsafe-target-text',
    action: 'to-sign-in',
  },
  // The portal's own pages answer no better under this host: there is nowhere to lead to.
  'no-cookie-domain': {
    title: 'error-no-cookie-domain-title',
    text: 'error-no-cookie-domain-text',
    action: undefined,
  },
  forbidden: { title: 'error-forbidden-title', text: 'error-forbidden-text', action: undefined },
  unavailable: { title: 'error-unavailable-title', text: 'error-unavailable-text', action: 'try-again' },
  'too-many': { title: 'error-too-many-title', text: 'error-too-many-text', action: 'try-again' },
  'openid-error': { title: 'error-openid-title', text: 'error-openid-text', action: undefined },
  'openid-flow-over': { title: 'error-flow-over-title', text: 'error-flow-over-text', action: undefined },
  'openid-device-over': {
    title: 'error-device-over-title',
    text: 'error-device-over-text',
    action: undefined,
  },
  'foreign-origin': {
    title: 'error-foreign-origin-title',
    text: 'error-foreign-origin-text',
    action: 'to-sign-in',
  },
};

/** The words for what went wrong; general ones where it is not known. */
export function errorWords(problem: PageData['problem']): ErrorWords {
  return (problem === undefined ? undefined : words[problem]) ?? unknown;
}
