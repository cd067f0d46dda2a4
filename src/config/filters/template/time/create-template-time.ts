import { formatLayout } from './format-layout.ts';
import type { TemplateTime } from './template-time.ts';
import { localZone } from './zone.ts';

/** A moment, shown in this machine's time zone where no other is given. */
export function createTemplateTime(ms: number, zone = localZone()): TemplateTime {
  return { kind: 'time', ms, format: (layout) => formatLayout(layout, ms, zone) };
}
