import type { FirstFactorBody } from './first-factor.ts';

/** `POST /api/firstfactor/reauthenticate` (behaviour.md §1.4): the user is the one signed in, never one that the body names. */
export type ReauthenticateBody = Pick<
  FirstFactorBody,
  'password' | 'targetURL' | 'requestMethod' | 'flow' | 'flowID'
>;
