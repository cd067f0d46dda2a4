import { cpus, loadavg } from 'node:os';

/** On what something was measured, for whoever reads the numbers. */
export function machine(): string {
  const all = cpus();
  const busy = loadavg()[0] ?? 0;
  return `Node ${process.versions.node}, ${process.platform} ${process.arch}, ${all.length} × ${all[0]?.model.trim() ?? 'unknown'}, load average ${busy.toFixed(1)}`;
}
