/** What was received as bytes, one a character (as Node gives headers and request targets), read as UTF-8; other text stays as it is. */
export function utf8Text(raw: string): string {
  let highest = 0;
  for (let index = 0; index < raw.length; index++) highest = Math.max(highest, raw.charCodeAt(index));
  return highest < 0x80 || highest > 0xff ? raw : Buffer.from(raw, 'latin1').toString('utf8');
}
