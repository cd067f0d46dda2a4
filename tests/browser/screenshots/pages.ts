import type { PageData, SecondFactorName } from '../../../shared/api/page.ts';

const target = { targetHost: 'wiki.example.com', targetUrl: 'https://wiki.example.com/' };
const john = { displayName: 'John Doe', username: 'john' };
const zxcvbn = {
  mode: 'zxcvbn',
  min_length: 0,
  max_length: 0,
  min_score: 0,
  require_uppercase: false,
  require_lowercase: false,
  require_number: false,
  require_special: false,
} as const;
const standard = {
  ...zxcvbn,
  mode: 'standard',
  min_length: 10,
  require_uppercase: true,
  require_number: true,
} as const;
const link = { purpose: 'reset-password', token: 'abc' } as const;

/** A page of the second factor with these ways, the first of them shown. */
export function secondFactor(...methods: readonly SecondFactorName[]): Partial<PageData> {
  return {
    page: 'second-factor',
    secondFactor: { methods, otpDigits: 6, canEnrol: true, canRememberDevice: true },
    username: 'john',
    ...target,
  };
}

/** A state of a page that looks different from the others; `type` is filled in, `press` pressed once the script has started. */
export interface PageState {
  readonly data: Partial<PageData>;
  readonly type?: Readonly<Record<string, string>>;
  readonly press?: string;
  /** Whether the browser has no script. */
  readonly isScriptOff?: boolean;
}

/** Every page without the settings, in its states. */
export const pageStates: Readonly<Record<string, PageState>> = {
  'sign-in': { data: { page: 'sign-in', ...target } },
  'sign-in-passkey': { data: { page: 'sign-in', canUsePasskey: true, ...target } },
  'wrong-password': { data: { page: 'sign-in', problem: 'wrong-credentials', username: 'john', ...target } },
  'signed-in': { data: { page: 'signed-in', ...john, ...target } },
  'second-factor': {
    data: secondFactor('one-time-password', 'webauthn', 'push-notification', 'recovery-code'),
  },
  'second-factor-wrong': {
    data: { ...secondFactor('one-time-password', 'recovery-code'), problem: 'wrong-code' },
  },
  'second-factor-methods': {
    data: secondFactor('one-time-password', 'webauthn', 'push-notification', 'recovery-code'),
    press: '#methods-button',
  },
  'security-key': { data: secondFactor('webauthn', 'one-time-password') },
  'security-key-without-script': { data: secondFactor('webauthn', 'one-time-password'), isScriptOff: true },
  push: { data: secondFactor('push-notification', 'one-time-password') },
  'push-without-script': { data: secondFactor('push-notification', 'one-time-password'), isScriptOff: true },
  'recovery-code': { data: secondFactor('recovery-code', 'one-time-password') },
  'password-after-passkey': { data: secondFactor('password') },
  'not-enrolled': { data: secondFactor() },
  reauthenticate: { data: { page: 'reauthenticate', canUsePasskey: true, ...john, ...target } },
  'reset-password': { data: { page: 'reset-password', ...target } },
  'reset-sent': { data: { page: 'reset-password', isDone: true, ...target } },
  'new-password': {
    data: { page: 'reset-password-new', link, passwordPolicy: zxcvbn, ...target },
    type: { '#password1-textfield': 'plum tractor velvet ninety' },
  },
  'new-password-weak': {
    data: { page: 'reset-password-new', link, passwordPolicy: zxcvbn, problem: 'weak-password' },
    type: { '#password1-textfield': 'tractor77' },
  },
  'new-password-rules': {
    data: { page: 'reset-password-new', link, passwordPolicy: standard },
    type: { '#password1-textfield': 'Tractor' },
  },
  'password-set': { data: { page: 'reset-password-new', isDone: true, ...target } },
  'dead-link': { data: { page: 'reset-password-new' } },
  revoke: { data: { page: 'revoke', link: { purpose: 'revoke-one-time-code', token: 'abc' } } },
  revoked: { data: { page: 'revoke', isDone: true } },
  consent: {
    data: {
      page: 'consent',
      flowId: 'abc',
      consent: {
        clientId: 'grafana',
        clientName: 'Grafana',
        scopes: ['openid', 'profile', 'email', 'groups', 'offline_access', 'urn:example:dashboards'],
        audience: ['https://api.example.com'],
        claims: ['zoneinfo'],
        canBeRemembered: true,
        redirectHost: 'grafana.example.com',
      },
      ...john,
    },
  },
  'consent-short': {
    data: {
      page: 'consent',
      flowId: 'abc',
      consent: {
        clientId: 'wiki',
        clientName: 'Wiki',
        scopes: ['openid', 'profile', 'email'],
        claims: [],
        audience: [],
        canBeRemembered: false,
        redirectHost: 'wiki.example.com',
      },
      ...john,
    },
  },
  'consent-long': {
    data: {
      page: 'consent',
      flowId: 'abc',
      consent: {
        clientId: 'archive',
        clientName: 'Betriebsratsversammlungsprotokollarchivverwaltung of the Example Company',
        scopes: [
          'openid',
          'profile',
          'email',
          'phone',
          'address',
          'groups',
          'offline_access',
          'authelia.bearer.authz',
        ],
        claims: ['birthdate', 'picture', 'urn:example:a-claim-that-has-a-name-without-any-space-in-it'],
        audience: [
          'https://api.example.com/v1/protocols',
          'https://search.a-rather-long-name.internal.example.com',
        ],
        canBeRemembered: true,
        redirectHost: 'protocols.a-rather-long-name.internal.example.com:8443',
      },
      username: 'john',
      displayName: 'Johannes-Maximilian von und zu Beispielhausen-Musterstadt',
    },
  },
  'consent-device': {
    data: {
      page: 'consent',
      flowId: 'abc',
      consent: {
        clientId: 'tv',
        clientName: 'Living room TV',
        scopes: ['openid', 'profile', 'offline_access'],
        claims: [],
        audience: ['https://films.example.com'],
        canBeRemembered: false,
        userCode: 'WDJB-MJHT',
      },
      ...john,
    },
  },
  device: { data: { page: 'device', userCode: 'WDJB-MJHT', ...john } },
  'device-wrong': { data: { page: 'device', userCode: 'WDJB-MJHX', problem: 'wrong-code', ...john } },
  'device-accepted': { data: { page: 'device', deviceOutcome: 'accepted' } },
  'device-rejected': { data: { page: 'device', deviceOutcome: 'rejected' } },
  'device-over': { data: { page: 'error', problem: 'openid-device-over' } },
  'openid-refused': { data: { page: 'error', problem: 'openid-error', openIdError: 'invalid_request' } },
  'openid-over': { data: { page: 'error', problem: 'openid-flow-over' } },
  'sign-out': { data: { page: 'sign-out', ...target } },
  'sign-out-asked': {
    data: { page: 'sign-out', needsForm: true, signOutRequest: 'abc', applicationName: 'Grafana' },
  },
  'signed-out': { data: { page: 'sign-out', isSignedOut: true } },
  'signed-out-onward': { data: { page: 'sign-out', isSignedOut: true, ...target } },
  unavailable: { data: { page: 'error', problem: 'unavailable' } },
  forbidden: { data: { page: 'error', problem: 'forbidden', requestId: 'abc-1', ...john, ...target } },
};
