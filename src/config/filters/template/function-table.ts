import type { FunctionTable } from './function.ts';
import { builtinFunctions } from './functions/builtin.ts';
import { collectionFunctions } from './functions/collections.ts';
import { comparisonFunctions } from './functions/comparison.ts';
import { dateFunctions } from './functions/dates.ts';
import { encodingFunctions } from './functions/encoding.ts';
import { fileFunctions } from './functions/files.ts';
import { pathFunctions } from './functions/paths.ts';
import { textFunctions } from './functions/text.ts';
import { yamlFunctions } from './functions/yaml.ts';

/** Every function that templates of configuration files may use: Go's own and Authelia's (behaviour.md §4.1). */
export function createFunctionTable(): FunctionTable {
  return new Map(
    [
      builtinFunctions,
      comparisonFunctions,
      textFunctions,
      encodingFunctions,
      collectionFunctions,
      dateFunctions,
      fileFunctions,
      pathFunctions,
      yamlFunctions,
    ].flatMap((functions) => Object.entries(functions)),
  );
}
