import type { Answer } from '../http/answer.ts';
import type { AnswerKind } from './endpoint.ts';

/** Device features that no page of ours uses and none that frames it may ask for. */
const refusedFeatures = [
  'accelerometer',
  'autoplay',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'interest-cohort',
  'keyboard-map',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'picture-in-picture',
  'screen-wake-lock',
  'usb',
  'xr-spatial-tracking',
];

const common = [
  ['X-Content-Type-Options', 'nosniff'],
  ['Referrer-Policy', 'strict-origin-when-cross-origin'],
  ['Permissions-Policy', refusedFeatures.map((feature) => `${feature}=()`).join(', ')],
  ['X-Frame-Options', 'DENY'],
  ['X-DNS-Prefetch-Control', 'off'],
] as const;

const neverStored = [
  ['Pragma', 'no-cache'],
  ['Cache-Control', 'no-store'],
] as const;

const byKind = {
  api: [...common, ...neverStored, ['Content-Security-Policy', "default-src 'none'"]],
  // No Cross-Origin-Opener-Policy: applications open the portal in a window of its own and wait for it to come back to them.
  page: [...common, ...neverStored],
  file: [
    ...common,
    ['Content-Security-Policy', "default-src 'none'"],
    ['Cross-Origin-Resource-Policy', 'same-origin'],
  ],
} as const satisfies Record<AnswerKind, Answer['headers']>;

/** Adds the headers that every answer of its kind carries (behaviour.md §1.1). A page's own Content-Security-Policy comes with the page. */
export function withSecurityHeaders(kind: AnswerKind, answer: Answer): Answer {
  return { ...answer, headers: [...answer.headers, ...byKind[kind]] };
}
