/** What `encodeCbor` takes. Maps keep their order. */
export type CborValue =
  | number
  | string
  | Uint8Array
  | readonly CborValue[]
  | ReadonlyMap<number | string, CborValue>;

/** The little of CBOR (RFC 8949) that authenticators speak: whole numbers, texts, bytes, lists, maps. */
export function encodeCbor(value: CborValue): Buffer {
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value);
  if (typeof value === 'string') return withHead(3, Buffer.from(value));
  if (value instanceof Uint8Array) return withHead(2, Buffer.from(value));
  if (value instanceof Map) {
    const pairs = [...value].flatMap(([key, one]: [CborValue, CborValue]) => [
      encodeCbor(key),
      encodeCbor(one),
    ]);
    return Buffer.concat([head(5, value.size), ...pairs]);
  }
  const items = [...(value as readonly CborValue[])];
  return Buffer.concat([head(4, items.length), ...items.map(encodeCbor)]);
}

function withHead(kind: number, bytes: Buffer): Buffer {
  return Buffer.concat([head(kind, bytes.length), bytes]);
}

/** The first bytes of an item: its kind (major type) and its size or value, below 2³². */
function head(kind: number, size: number): Buffer {
  const first = kind << 5;
  if (size < 24) return Buffer.of(first | size);
  if (size < 0x100) return Buffer.of(first | 24, size);
  const bytes = Buffer.alloc(size < 0x1_0000 ? 3 : 5);
  bytes[0] = first | (size < 0x1_0000 ? 25 : 26);
  if (size < 0x1_0000) bytes.writeUInt16BE(size, 1);
  else bytes.writeUInt32BE(size, 1);
  return bytes;
}
