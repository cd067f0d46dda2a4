/**
 * Whether a browser made this in a frame of another site (WebAuthn §5.8.1). Nothing of ours is ever framed, so whatever comes from a frame
 * is refused. `clientDataJSON` is base64url.
 */
export function isFromFrame(clientDataJSON: string): boolean {
  try {
    const data: unknown = JSON.parse(Buffer.from(clientDataJSON, 'base64url').toString());
    return typeof data !== 'object' || data === null || ('crossOrigin' in data && data.crossOrigin !== false);
  } catch {
    return true;
  }
}
