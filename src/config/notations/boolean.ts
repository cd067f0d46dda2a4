import { misread, type Notation, quote } from './notation.ts';

const words = new Map<string, boolean>(
  Object.entries({
    true: true,
    t: true,
    yes: true,
    on: true,
    1: true,
    false: false,
    f: false,
    no: false,
    off: false,
    0: false,
  }),
);

/** `true` or `false`, also spelled yes/no, on/off, 1/0 in any case (the environment knows strings only). */
export const boolean: Notation<boolean> = {
  jsonSchema: { title: 'true or false', type: ['boolean', 'string'] },
  read(raw) {
    if (typeof raw === 'boolean') return raw;
    const known =
      typeof raw === 'string' || typeof raw === 'number'
        ? words.get(String(raw).trim().toLowerCase())
        : undefined;
    return known ?? misread(`${quote(raw)} is neither true nor false.`, 'Write true or false.');
  },
};
