/** The address where it is one of the web (`http:` or `https:`) or a path of our own; undefined for any other, such as `javascript:`. */
export function webUrl(url: string | undefined): string | undefined {
  if (url === undefined) return undefined;
  return /^(?:https?:\/\/|\/(?![/\\]))/i.test(url) ? url : undefined;
}
