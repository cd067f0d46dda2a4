import { createHash } from 'node:crypto';

/** A file that is served as it is, held in memory: a request names it or it does not, so no path can lead elsewhere. */
export interface StaticFile {
  readonly contentType: string;
  /** Whether the name changes with the content, so that a browser may keep it for good. */
  readonly isImmutable: boolean;
  /** The content as it is and, where there are any, compressed ones. */
  readonly variants: readonly FileVariant[];
}

/** One representation of a file, with an entity tag of its own (RFC 9110 §8.8.3). */
export interface FileVariant {
  readonly encoding: ContentEncoding;
  readonly content: Uint8Array;
  readonly etag: string;
}

/** The encodings that files are kept in. */
export type ContentEncoding = 'identity' | 'br' | 'gzip';

const contentTypes: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  ico: 'image/x-icon',
  js: 'text/javascript; charset=utf-8',
  json: 'application/json; charset=utf-8',
  map: 'application/json; charset=utf-8',
  mjs: 'text/javascript; charset=utf-8',
  png: 'image/png',
  svg: 'image/svg+xml',
  txt: 'text/plain; charset=utf-8',
  webmanifest: 'application/manifest+json',
  webp: 'image/webp',
  woff2: 'font/woff2',
};

/** Vite’s form: a name, `-`, eight characters of hash, an ending. */
const hashedName = /-[\w-]{8}\.[a-z0-9]+$/;

/** Makes a file of its name and its contents. */
export function createStaticFile(
  name: string,
  contents: Partial<Record<ContentEncoding, Uint8Array>> & { readonly identity: Uint8Array },
): StaticFile {
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  return {
    contentType: contentTypes[ending] ?? 'application/octet-stream',
    isImmutable: hashedName.test(name),
    variants: (['br', 'gzip', 'identity'] as const).flatMap((encoding) => {
      const content = contents[encoding];
      return content === undefined ? [] : [{ encoding, content, etag: entityTag(content) }];
    }),
  };
}

function entityTag(content: Uint8Array): string {
  return `"${createHash('sha256').update(content).digest('base64url').slice(0, 27)}"`;
}
