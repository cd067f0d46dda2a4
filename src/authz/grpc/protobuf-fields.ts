import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';

/**
 * Walks the fields of an encoded protobuf message and hands over those that hold bytes: texts, messages, map entries. Numbers are passed
 * over: nothing that we read is one. Throws where the bytes are no message.
 */
export function forEachField(message: Uint8Array, visit: (field: number, value: Uint8Array) => void): void {
  const reader = new BinaryReader(message);
  while (reader.pos < reader.len) {
    const [field, wireType] = reader.tag();
    if (wireType === WireType.LengthDelimited) visit(field, reader.bytes());
    else reader.skip(wireType, field);
  }
}

/** Bytes as text in which each byte is one character, as Node gives header values; nothing is lost where they are not UTF-8. */
export function byteText(value: Uint8Array): string {
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('latin1');
}

/** The key and value of a map entry, and likewise of Envoy's `HeaderValue`, whose third field holds a value that need not be UTF-8. */
export function readPair(entry: Uint8Array): readonly [key: string, value: string] {
  let [key, value] = ['', ''];
  forEachField(entry, (field, bytes) => {
    if (field === 1) key = byteText(bytes);
    else if (field === 2 || field === 3) value = byteText(bytes) || value;
  });
  return [key, value];
}
