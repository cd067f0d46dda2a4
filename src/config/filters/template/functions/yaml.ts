import { stringify } from 'yaml';
import type { RawNode } from '../../../raw-tree.ts';
import { unfilteredText } from '../../../sources/source-text.ts';
import { readYaml } from '../../../sources/yaml.ts';
import type { TemplateFunction } from '../function.ts';
import { define, FunctionError } from '../function.ts';
import type { TemplateMap, TemplateValue } from '../value.ts';
import { formatValue, listOf, mapOf } from '../value.ts';

/** YAML to values and back. */
export const yamlFunctions: Readonly<Record<string, TemplateFunction>> = {
  fromYaml: define(['string'], ([text]) => fromYaml(text)),
  toYaml: define(['any'], ([value]) => toYaml(value, 4)),
  toYamlPretty: define(['any'], ([value]) => toYaml(value, 2)),
  toYamlCustom: define(['any', 'int'], ([value, width]) => {
    if (width < 1 || width > 9) throw new FunctionError('Its argument 2 must be between 1 and 9.');
    return toYaml(value, width);
  }),
};

function fromYaml(text: string): TemplateMap {
  const { map, problems } = readYaml(unfilteredText('', text));
  if (problems.some(({ severity }) => severity === 'error')) {
    throw new FunctionError('Its argument is no YAML with keys and values.');
  }
  return mapOf([...map.entries].map(([key, entry]) => [key, toTemplateValue(entry.value)]));
}

function toTemplateValue(node: RawNode): TemplateValue {
  if (node.kind === 'list') return listOf(node.items.map(toTemplateValue));
  if (node.kind === 'map') {
    return mapOf([...node.entries].map(([key, entry]) => [key, toTemplateValue(entry.value)]));
  }
  const { value } = node;
  return typeof value === 'number' && !Number.isInteger(value) ? { kind: 'float', value } : value;
}

function toYaml(value: TemplateValue, indent: number): string {
  return stringify(toPlain(value), {
    indent,
    sortMapEntries: true,
    lineWidth: 0,
    aliasDuplicateObjects: false,
  }).replace(/\n$/, '');
}

function toPlain(value: TemplateValue): unknown {
  if (typeof value !== 'object' || value === null) return value;
  switch (value.kind) {
    case 'float':
      return value.value;
    case 'list':
      return value.items.map(toPlain);
    case 'map':
      return Object.fromEntries([...value.entries].map(([key, item]) => [key, toPlain(item)]));
    case 'time':
      return formatValue(value);
  }
}
