/** Whether a URL is at one of these hosts: exactly, below one of `*.example.com`, or any where `*` stands alone. What has no host is at none. */
export function isHostAllowed(url: string, hosts: readonly string[]): boolean {
  if (hosts.length === 1 && hosts[0] === '*') return true;
  const parsed = URL.parse(url);
  if (parsed === null || !/^https?:$/.test(parsed.protocol) || parsed.username + parsed.password !== '')
    return false;
  const { hostname } = parsed;
  return hosts.some((allowed) => {
    const host = allowed.toLowerCase();
    return host.startsWith('*.') ? hostname.endsWith(host.slice(1)) : hostname === host;
  });
}
