import type { MailLink } from '../../../shared/api/page.ts';
import { fields } from '../fields.ts';
import type { PageView } from './page-answers.ts';

/** A page that a link in a mail leads to. Opening it does nothing: programs that look at mails open links. */
export interface LinkPage {
  /** Of the page and of its form. */
  readonly path: string;
  readonly purpose: MailLink['purpose'];
  readonly page: PageView['page'];
  /** The parameter of the link. */
  readonly parameter: 'token' | 'id';
}

/** All of them (behaviour.md §1.2). */
export const linkPages = [
  {
    path: '/reset-password/step2',
    purpose: 'reset-password',
    page: 'reset-password-new',
    parameter: 'token',
  },
  { path: '/revoke/reset-password', purpose: 'revoke-reset-password', page: 'revoke', parameter: 'token' },
  { path: '/revoke/one-time-code', purpose: 'revoke-one-time-code', page: 'revoke', parameter: 'id' },
] as const satisfies readonly LinkPage[];

/** What the page shows of a link. */
export function linkView(
  { page, purpose }: LinkPage,
  token: string | undefined,
): Pick<PageView, 'page' | 'link'> {
  return { page, ...(token === undefined ? {} : { link: { purpose, token } }) };
}

/** The one value of the link's parameter, as far as it can be a token. */
export function readLinkToken(values: readonly string[]): string | undefined {
  const token = fields.linkToken.safeParse(values[0]);
  return values.length === 1 && token.success ? token.data : undefined;
}
