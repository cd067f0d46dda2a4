import { encode } from 'uqr';

/** A QR code: square, quiet zone included; `true` is dark. */
export type QrModules = readonly (readonly boolean[])[];

/** What ISO/IEC 18004 asks for around a code, in modules. */
const quietZone = 4;

/** The QR code of a text, with error correction level M. */
export function qrModules(text: string): QrModules {
  return encode(text, { ecc: 'M', border: quietZone }).data;
}

/** The dark modules as the `d` of an SVG path, one unit to a module: runs of each row. */
export function qrPath(modules: QrModules): string {
  return modules
    .flatMap((row, y) => darkRuns(row).map(({ start, length }) => `M${start} ${y}h${length}v1h-${length}z`))
    .join('');
}

function darkRuns(row: readonly boolean[]): readonly { readonly start: number; readonly length: number }[] {
  const runs: { start: number; length: number }[] = [];
  for (const [x, isDark] of row.entries()) {
    const last = runs.at(-1);
    if (!isDark) continue;
    if (last !== undefined && last.start + last.length === x) last.length += 1;
    else runs.push({ start: x, length: 1 });
  }
  return runs;
}
