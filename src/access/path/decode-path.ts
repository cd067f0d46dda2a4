/** Decodes percent-encoded bytes as UTF-8, once (RFC 3986 §2.1); bytes that are no UTF-8 become U+FFFD. */
export function decodePath(path: string): string {
  return path.replaceAll(/(?:%[\da-f]{2})+/gi, decodeRun);
}

/** The same, but encoded slashes and backslashes stay encoded, as servers have it that cut the path into segments first. */
export function decodeSegments(path: string): string {
  return path.replaceAll(/(?:%(?!2f|5c)[\da-f]{2})+/gi, decodeRun);
}

/** How often something may be encoded one in another. */
const maxRounds = 5;

/** Decodes until nothing is left to decode, overlong UTF-8 (`%c0%af` for `/`) included, as sloppy servers do. */
export function decodeFully(path: string): string {
  let decoded = path;
  for (let round = 0; round < maxRounds; round++) {
    const next = decodePath(decoded.replaceAll(/%(?:c|e0%8)([01])%([89ab][\da-f])/gi, decodeOverlong));
    if (next === decoded) break;
    decoded = next;
  }
  return decoded;
}

function decodeRun(run: string): string {
  if (run.length === 3) {
    const code = Number.parseInt(run.slice(1), 16);
    return code < 0x80 ? String.fromCharCode(code) : '\ufffd';
  }
  return Buffer.from(run.replaceAll('%', ''), 'hex').toString('utf8');
}

/** An ASCII character written with two or three bytes (forbidden by RFC 3629 §3). */
function decodeOverlong(_: string, high: string, low: string): string {
  return String.fromCharCode((Number(high) << 6) | (Number.parseInt(low, 16) & 0x3f));
}
