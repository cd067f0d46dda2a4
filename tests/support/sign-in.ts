import type { BrowserClient, ClientAnswer } from './browser-client.ts';
import type { TestPerson } from './people.ts';
import type { DomainOrigins } from './proxy-environment.ts';

/** How somebody signs in. */
export interface SignInAttempt {
  readonly username: string;
  readonly password: string;
  readonly targetURL?: string;
  readonly requestMethod?: string;
  readonly keepMeLoggedIn?: boolean;
}

/** Sends the sign-in form as the portal's page does. */
export function attemptSignIn(
  client: BrowserClient,
  domain: DomainOrigins,
  attempt: SignInAttempt,
): Promise<ClientAnswer> {
  return client.call(`${domain.portal}/api/firstfactor`, { method: 'POST', body: JSON.stringify(attempt) });
}

/** Signs a person in and fails where the portal says no. */
export async function signIn(
  client: BrowserClient,
  domain: DomainOrigins,
  { username, password }: TestPerson,
  options: Pick<SignInAttempt, 'keepMeLoggedIn' | 'targetURL'> = {},
): Promise<ClientAnswer> {
  const answer = await attemptSignIn(client, domain, { username, password, ...options });
  if (answer.status !== 200) throw new Error(`sign-in answered ${answer.status}: ${answer.body}`);
  return answer;
}
