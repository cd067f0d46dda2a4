import { inflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { modulesPng } from './png.ts';

test('each module is a square of pixels, black where it is dark', () => {
  const png = modulesPng(
    [
      [true, false],
      [false, true],
    ],
    5,
  );
  expect(png.subarray(1, 4).toString()).toBe('PNG');
  expect([png.readUInt32BE(16), png.readUInt32BE(20), png[24], png[25]]).toEqual([10, 10, 1, 0]);
  const start = png.indexOf('IDAT') + 4;
  const pixels = inflateSync(png.subarray(start, start + png.readUInt32BE(start - 8)));
  const lines = Array.from({ length: 10 }, (_, y) => {
    const [filter, ...bytes] = pixels.subarray(y * 3, y * 3 + 3);
    return `${filter} ${bytes.map((byte) => byte.toString(2).padStart(8, '0')).join('')}`;
  });
  expect(new Set(lines.slice(0, 5))).toEqual(new Set(['0 0000011111000000']));
  expect(new Set(lines.slice(5))).toEqual(new Set(['0 1111100000000000']));
  expect(png.subarray(-12).toString('hex')).toBe('0000000049454e44ae426082');
});
