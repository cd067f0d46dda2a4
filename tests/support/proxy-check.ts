import type { RawHttpRequest } from './send-raw.ts';

/** What a browser asks a proxy for. */
export interface BrowserRequest {
  readonly url?: string;
  readonly method?: string;
  /** The browser's own headers, which proxies pass on. */
  readonly headers?: readonly (readonly [name: string, value: string])[];
}

/** The ways in which the proxies of the situation table ask (behaviour.md §2.6). */
export type ProxyKind = 'forward-auth' | 'auth-request' | 'ext-authz' | 'legacy-with-rd' | 'legacy';

/** All of them, in the order of the table. */
export const proxyKinds: readonly ProxyKind[] = [
  'forward-auth',
  'auth-request',
  'ext-authz',
  'legacy-with-rd',
  'legacy',
];

const page: readonly (readonly [string, string])[] = [['Accept', 'text/html,application/xhtml+xml']];

/** The check request that a proxy of that kind makes of a browser's request; without own headers the browser wants a page. */
export function checkOf(kind: ProxyKind, request: BrowserRequest = {}): RawHttpRequest {
  const { url = 'https://app.example.com/', method = 'GET', headers = page } = request;
  const [scheme = '', rest = ''] = url.split('://');
  const slash = rest.indexOf('/');
  const [host, uri] = [rest.slice(0, slash), rest.slice(slash)];
  const forwarded = [
    ['X-Forwarded-Proto', scheme],
    ['X-Forwarded-Host', host],
    ['X-Forwarded-Uri', uri],
    ['X-Forwarded-Method', method],
    ['X-Forwarded-For', '192.0.2.1'],
  ] as const;
  switch (kind) {
    case 'forward-auth':
      return { target: '/api/authz/forward-auth', headers: [...forwarded, ...headers] };
    case 'auth-request': {
      const original = [
        ['X-Original-URL', url],
        ['X-Original-Method', method],
      ] as const;
      return { target: '/api/authz/auth-request', headers: [...original, ...headers] };
    }
    case 'ext-authz': {
      const envoy = [
        ['Host', host],
        ['X-Forwarded-Proto', scheme],
      ] as const;
      return { method, target: `/api/authz/ext-authz/${uri}`, headers: [...envoy, ...headers] };
    }
    case 'legacy-with-rd':
      return {
        target: '/api/verify?rd=https%3A%2F%2Fauth.example.com%2F',
        headers: [...forwarded, ...headers],
      };
    case 'legacy':
      return { target: '/api/verify', headers: [...forwarded, ...headers] };
  }
}
