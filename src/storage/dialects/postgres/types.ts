import type { CustomTypesConfig } from 'pg';

/** The numbers of types in `pg_type`. */
const numbers = { int8: 20, timestamptz: 1184 } as const;

/** How columns are read: whole numbers as numbers, moments as ISO 8601 in UTC whatever the zone of the session. */
export function postgresTypes(usual: CustomTypesConfig): CustomTypesConfig {
  return {
    getTypeParser(number, format) {
      if (format === 'binary') return usual.getTypeParser(number, format);
      if (Number(number) === numbers.int8) return Number;
      const read = usual.getTypeParser(number, format);
      if (Number(number) !== numbers.timestamptz) return read;
      return (text: string) => {
        const moment: unknown = read(text);
        return moment instanceof Date ? moment.toISOString() : text;
      };
    },
  };
}
