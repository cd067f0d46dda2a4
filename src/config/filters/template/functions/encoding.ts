import { createHash } from 'node:crypto';
import { decodeBase32, encodeBase32 } from '../base32.ts';
import type { TemplateFunction } from '../function.ts';
import { define, FunctionError } from '../function.ts';

/** Encodings, hashes and URLs. */
export const encodingFunctions: Readonly<Record<string, TemplateFunction>> = {
  b64enc: define(['string'], ([text]) => Buffer.from(text).toString('base64')),
  b64dec: define(['string'], ([text]) => decodeBase64(text)),
  b32enc: define(['string'], ([text]) => encodeBase32(Buffer.from(text))),
  b32dec: define(['string'], ([text]) => {
    const bytes = decodeBase32(text);
    if (bytes === undefined) throw new FunctionError('Its argument is no base32.');
    return Buffer.from(bytes).toString();
  }),
  sha1sum: define(['string'], ([text]) => createHash('sha1').update(text).digest('hex')),
  sha256sum: define(['string'], ([text]) => createHash('sha256').update(text).digest('hex')),
  sha512sum: define(['string'], ([text]) => createHash('sha512').update(text).digest('hex')),
  uuidv4: define([], (_args, { randomBytes }) => formatUuid(randomBytes())),
  urlunquery: define(['string'], ([text]) => {
    try {
      return decodeURIComponent(text.replaceAll('+', ' '));
    } catch {
      throw new FunctionError('Its argument holds an escape (%) that is not known.');
    }
  }),
  urlqueryarg: define(['string', 'string'], ([url, name]) => {
    if (!URL.canParse(url)) throw new FunctionError('Its argument 1 is no URL.');
    return new URL(url).searchParams.get(name) ?? '';
  }),
};

function decodeBase64(text: string): string {
  const plain = text.replaceAll(/[\r\n]/g, '');
  const isValid = plain.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(plain);
  if (!isValid) throw new FunctionError('Its argument is no base64.');
  return Buffer.from(plain, 'base64').toString();
}

/** RFC 9562 §5.4: random but for the version and the variant. */
function formatUuid(random: Uint8Array): string {
  const bytes = Buffer.from(random);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}
