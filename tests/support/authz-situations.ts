import type { BrowserRequest, ProxyKind } from './proxy-check.ts';
import { rule } from './test-gate.ts';

// The situation table of behaviour.md §2.6, row by row.

/** The rules that the table is about. */
export const situationRules = {
  defaultPolicy: 'deny',
  rules: [
    rule('bypass', 'public.example.com'),
    rule('two_factor', 'app.example.com'),
    rule('one_factor', 'one.example.com'),
    rule('deny', 'denied.example.com'),
    rule('deny', '{user}.people.example.com'),
  ],
} as const;

/** Where somebody is sent who asked for `url`. */
export const location = (url: string, method: string) =>
  `https://auth.example.com/?rd=${encodeURIComponent(url)}&rm=${method}`;

/** Status by kind of proxy; the letters tell what goes with it: L a Location, B a Basic challenge. */
export type SituationRow = Readonly<Record<ProxyKind, `${number}` | `${number} L` | `${number} B`>>;

const redirected = (status: 302 | 303): SituationRow => ({
  'forward-auth': `${status} L`,
  'auth-request': '401 L',
  'ext-authz': `${status} L`,
  'legacy-with-rd': `${status} L`,
  legacy: '401',
});
const everywhere = (answer: SituationRow['legacy']): SituationRow => ({
  'forward-auth': answer,
  'auth-request': answer,
  'ext-authz': answer,
  'legacy-with-rd': answer,
  legacy: answer,
});
const toldToScripts: SituationRow = { ...everywhere('401 L'), legacy: '401' };
const badRequest: SituationRow = { ...everywhere('400'), 'legacy-with-rd': '401', legacy: '401' };

/** A browser that wants a page. */
export const html = ['Accept', 'text/html'] as const;
/** The session cookie of a person of the gate. */
export const cookie = (value: string) => ['Cookie', `authelia_session={${value}}`] as const;
/** Basic credentials. */
export const basic = (credentials: string) => ['Authorization', `Basic ${btoa(credentials)}`] as const;

/** What a browser asks for, and what each kind of proxy is told. */
export const situations: readonly (readonly [name: string, request: BrowserRequest, row: SituationRow])[] = [
  ['browser GET, no session', {}, redirected(302)],
  ['browser HEAD, no session', { method: 'HEAD' }, redirected(302)],
  ['browser OPTIONS, no session', { method: 'OPTIONS' }, redirected(302)],
  ['browser POST, no session', { method: 'POST' }, redirected(303)],
  ['browser PROPFIND, no session', { method: 'PROPFIND' }, redirected(303)],
  ['XHR', { headers: [html, ['X-Requested-With', 'XMLHttpRequest']] }, toldToScripts],
  ['Accept: application/json', { headers: [['Accept', 'application/json']] }, toldToScripts],
  ['no Accept', { headers: [] }, toldToScripts],
  ['level 1 session at two factors', { headers: [html, cookie('one')] }, redirected(302)],
  [
    'level 1 session at one factor',
    { url: 'https://one.example.com/', headers: [cookie('one')] },
    everywhere('200'),
  ],
  ['level 2 session', { headers: [cookie('two')] }, everywhere('200')],
  ['unknown cookie', { headers: [html, ['Cookie', 'authelia_session=planted']] }, redirected(302)],
  ['bypass, anonymous', { url: 'https://public.example.com/' }, everywhere('200')],
  ['deny, rule without subject, anonymous', { url: 'https://denied.example.com/' }, everywhere('403')],
  [
    'deny, rule without subject, signed in',
    { url: 'https://denied.example.com/', headers: [html, cookie('two')] },
    everywhere('403'),
  ],
  ['deny via default_policy, anonymous', { url: 'https://other.example.com/' }, everywhere('403')],
  ['deny, rule with subject, anonymous', { url: 'https://john.people.example.com/' }, redirected(302)],
  [
    'deny, rule with subject, that subject',
    { url: 'https://john.people.example.com/', headers: [html, cookie('two')] },
    everywhere('403'),
  ],
  ['http target', { url: 'http://app.example.com/' }, badRequest],
  ['foreign host', { url: 'https://app.example.org/' }, badRequest],
  ['a host that only ends alike', { url: 'https://evilexample.com/' }, badRequest],
];

const wrong: SituationRow = everywhere('401 B');

/** Credentials in an Authorization header: name, URL, header, answers. */
export const credentialSituations = [
  ['wrong Basic credentials', 'https://app.example.com/', basic('john:wrong'), wrong],
  ['wrong Basic credentials at deny', 'https://denied.example.com/', basic('john:wrong'), wrong],
  [
    'right Basic credentials at one factor',
    'https://one.example.com/',
    basic('john:secret'),
    everywhere('200'),
  ],
  ['right Basic credentials at two factors', 'https://app.example.com/', basic('john:secret'), wrong],
  ['right Basic credentials at deny', 'https://denied.example.com/', basic('john:secret'), everywhere('403')],
  ['an unknown scheme', 'https://app.example.com/', ['Authorization', 'Digest x'] as const, wrong],
] as const;
