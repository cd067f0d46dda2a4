import type { Answer } from '../../http/answer.ts';
import { headerValues } from '../../http/raw-request.ts';
import type { PortalRequest } from '../portal-request.ts';
import { chooseVariant } from './choose-variant.ts';
import type { StaticFile } from './static-file.ts';

const cacheControl = {
  immutable: 'public, max-age=31536000, immutable',
  revalidated: 'public, max-age=0, must-revalidate',
} as const;

/** The file in the encoding that suits the browser, or 304 where it has it already (RFC 9110 §13.1.2). */
export function serveFile(request: PortalRequest, file: StaticFile): Answer {
  const variant = chooseVariant(file.variants, headerValues(request.raw, 'accept-encoding'));
  if (variant === undefined) throw new TypeError('a static file has no plain variant');
  const headers = [
    ['ETag', variant.etag],
    ['Cache-Control', file.isImmutable ? cacheControl.immutable : cacheControl.revalidated],
    ...(file.variants.length > 1 ? [['Vary', 'Accept-Encoding'] as const] : []),
  ] as const;
  if (isKnown(variant.etag, headerValues(request.raw, 'if-none-match'))) {
    // The content stays behind, but its length is told, as RFC 9110 §8.6 has it.
    return { status: 304, headers, body: variant.content };
  }
  const encoding = variant.encoding === 'identity' ? [] : [['Content-Encoding', variant.encoding] as const];
  return {
    status: 200,
    headers: [['Content-Type', file.contentType], ...encoding, ...headers],
    body: variant.content,
  };
}

/** If-None-Match compares weakly: a proxy that compresses again marks our tags `W/`. */
function isKnown(etag: string, rawIfNoneMatch: readonly string[]): boolean {
  const tags = rawIfNoneMatch.join(',').split(',');
  return tags.some((tag) => ['*', etag].includes(tag.trim().replace(/^W\//, '')));
}
