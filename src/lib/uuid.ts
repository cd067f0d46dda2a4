import type { Random } from './random.ts';

const uuidBytes = 16;
const form = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** A random UUID (RFC 9562 §5.4), in small letters. */
export function randomUuid(random: Random): string {
  const bytes = Buffer.from(random.bytes(uuidBytes));
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  return formatUuid(bytes);
}

/** A UUID as links carry it: its 16 bytes in base64url. */
export function uuidToBase64Url(uuid: string): string {
  if (!form.test(uuid)) throw new TypeError('this is no UUID');
  return Buffer.from(uuid.replaceAll('-', ''), 'hex').toString('base64url');
}

/** The UUID that such a text stands for; undefined for any other text. */
export function uuidFromBase64Url(text: string): string | undefined {
  if (!/^[\w-]{22}$/.test(text)) return undefined;
  return formatUuid(Buffer.from(text, 'base64url'));
}

function formatUuid(bytes: Buffer): string {
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
