/** Writes whole seconds as Go does: `1h35m0s`, `2m3s`, `0s`. */
export function formatDuration(seconds: number): string {
  const size = Math.abs(seconds);
  const [hours, minutes] = [Math.floor(size / 3600), Math.floor((size % 3600) / 60)];
  const parts = [hours > 0 ? `${hours}h` : '', size >= 60 ? `${minutes}m` : '', `${size % 60}s`];
  return `${seconds < 0 ? '-' : ''}${parts.join('')}`;
}
