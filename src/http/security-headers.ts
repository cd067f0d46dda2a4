type Headers = readonly (readonly [name: string, value: string])[];

/** What no page of ours has any use for. */
const switchedOffFeatures = [
  'accelerometer',
  'autoplay',
  'camera',
  'display-capture',
  'geolocation',
  'gyroscope',
  'keyboard-map',
  'magnetometer',
  'microphone',
  'midi',
  'payment',
  'picture-in-picture',
  'screen-wake-lock',
  'sync-xhr',
  'xr-spatial-tracking',
  'interest-cohort',
];

/** What every answer but those to proxies carries (behaviour.md §1.1). */
export const baseSecurityHeaders: Headers = Object.freeze([
  ['X-Content-Type-Options', 'nosniff'],
  ['Referrer-Policy', 'strict-origin-when-cross-origin'],
  ['Permissions-Policy', switchedOffFeatures.map((feature) => `${feature}=()`).join(', ')],
  ['X-Frame-Options', 'DENY'],
  ['X-DNS-Prefetch-Control', 'off'],
] as const);

const neverStored: Headers = [
  ['Pragma', 'no-cache'],
  ['Cache-Control', 'no-store'],
];

/** The headers of API answers: never stored, never shown as a page. */
export const apiSecurityHeaders: Headers = Object.freeze([
  ...baseSecurityHeaders,
  ...neverStored,
  ['Content-Security-Policy', "default-src 'none'"] as const,
]);

/** What shapes a page's Content-Security-Policy. */
export interface PageSecurity {
  /** Fresh for every response, base64url or alphanumeric. */
  readonly nonce: string;
  /** `server.headers.csp_template`: replaces the policy; `${NONCE}` stands for the nonce. */
  readonly template: string | undefined;
  /** Origins that a form's answer may redirect to, beyond our own (browsers hold redirects to `form-action` too). */
  readonly formTargets: readonly string[];
  /** Addresses that the page loads in frames, and no others; absent = none. They are allowed whatever the template says of other things. */
  readonly frames?: readonly string[];
}

/** The headers of HTML pages: scripts and styles only from our own files or with the nonce, no frames but those given, never stored. */
export function pageSecurityHeaders({ nonce, template, formTargets, frames = [] }: PageSecurity): Headers {
  // biome-ignore lint/suspicious/noTemplateCurlyInString: this is how operators write the placeholder
  const policy = template?.replaceAll('${NONCE}', nonce) ?? pagePolicy(nonce, formTargets);
  const whole = frames.length === 0 ? policy : `${policy}; frame-src ${frames.map(frameSource).join(' ')}`;
  return [...baseSecurityHeaders, ...neverStored, ['Content-Security-Policy', whole]];
}

/** An address as a source of Content Security Policy Level 3 §2.3.1: without its query, and with what separates sources encoded. */
function frameSource(address: string): string {
  const { origin, pathname } = new URL(address);
  return `${origin}${pathname.replaceAll(';', '%3B').replaceAll(',', '%2C')}`;
}

function pagePolicy(nonce: string, formTargets: readonly string[]): string {
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}'`,
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    ["form-action 'self'", ...formTargets].join(' '),
    "base-uri 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}
