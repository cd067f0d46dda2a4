/** The texts in English. Their keys are the message ids; every other language has the same ones. */
export const en = {
  'product-name': 'Gatehouse',
  'continue-to': 'to continue to {host}',
  'sign-in-title': 'Sign in',
  'user-name': 'User name',
  password: 'Password',
  'show-password': 'Show password',
  'hide-password': 'Hide password',
  'caps-lock': 'Caps Lock is on',
  'remember-me': 'Remember me',
  'forgot-password': 'Forgot password?',
  'sign-in': 'Sign in',
  'signing-in': 'Signing in…',
  'wrong-credentials': 'That user name or password is not right. Check both and try again.',
  'password-expired': 'Your password has expired. Set a new one, then sign in.',
  'missing-fields': 'Enter your user name and your password.',
  'missing-user-name': 'Enter your user name.',
  'missing-password': 'Enter your password.',
  'too-many': 'Too many attempts in a short time. Wait a few minutes, then try again.',
  unavailable: 'Signing in is not possible right now. It is not your fault: try again in a minute.',
  offline: 'The server cannot be reached. Check your connection, then try again.',
  'foreign-origin':
    'For your safety this form was not accepted, because it came from another site. Try again here.',
  'signed-in-title': 'You are signed in',
  'signed-in-as': 'as {name}',
  'signed-in-text': 'There is nothing else to do here. Go back to the application that you want to use.',
  'signed-in-continue-text': 'There is nothing else to do here.',
  continue: 'Continue to {host}',
  'sign-out': 'Sign out',
  'signing-out': 'Signing out…',
  'sign-out-title': 'Sign out?',
  'sign-out-text': 'You will be signed out of the applications that you reached through this page.',
  'stay-signed-in': 'Stay signed in',
  'signed-out-title': 'You are signed out',
  'signed-out-text': 'If others use this device too, close the browser as well.',
  'sign-in-again': 'Sign in again',
  'sign-out-unavailable': 'You are still signed in: signing out did not work. Try again in a minute.',
  'sign-out-offline':
    'You are still signed in: the server cannot be reached. Check your connection, then try again.',
  'second-factor-title': 'A second step is needed',
  'second-factor-text':
    '{host} asks for a second proof that it is you, besides your password. This version of the portal cannot check one yet.',
  'second-factor-text-no-host':
    'The application asks for a second proof that it is you, besides your password. This version of the portal cannot check one yet.',
  'second-factor-next':
    'Ask the people who run this portal how you can get in. Signing in again will not help.',
  'error-not-found-title': 'There is nothing here',
  'error-not-found-text':
    'This address does not lead anywhere. Check it for a typing mistake, or start from the sign-in page.',
  'error-unsafe-target-title': 'You were not sent on',
  'error-unsafe-target-text':
    'The link wanted to send you to an address that this portal does not protect. It may be a mistake, or an attempt to lure you away. Open the application from your own bookmark instead.',
  'error-no-cookie-domain-title': 'This address is not set up',
  'error-no-cookie-domain-text':
    'The sign-in portal was opened under an address that it does not know. Open the application again, or ask the people who run it for the right address.',
  'error-no-cookie-domain-operator': 'If you run it: add this domain to {key} in the configuration.',
  'error-forbidden-title': 'You may not open this',
  'error-forbidden-text':
    'You are signed in as {name}, and this account has no access to {host}. If you need it, ask the people who run it. If you have another account, use that one.',
  'sign-in-as-other': 'Sign in as someone else',
  reference: 'For the people who run it: request {id}',
  'error-unavailable-title': 'Not available right now',
  'error-unavailable-text':
    'Something that signing in depends on does not answer. It is not your fault, and nothing of yours is lost. Try again in a minute.',
  'error-too-many-title': 'Too many attempts',
  'error-too-many-text': 'There were too many attempts in a short time. Wait a few minutes, then try again.',
  'error-foreign-origin-title': 'Not accepted, for your safety',
  'error-foreign-origin-text':
    'The request came from another site, so nothing was done. If you wanted this, do it again from here.',
  'error-unknown-title': 'That did not work',
  'error-unknown-text':
    'Something went wrong on our side. Try again in a minute. If it stays like this, tell the people who run this portal.',
  'to-sign-in': 'Go to the sign-in page',
  'try-again': 'Try again',
  language: 'Language',
  'privacy-policy': 'Privacy policy',
} as const;
