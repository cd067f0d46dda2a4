/** Which keys and values a place in the configuration takes. What several forms allow is all in one shape. */
export interface Shape {
  /** The named keys; undefined where the place is no map with known keys. */
  readonly keys: ReadonlyMap<string, Shape> | undefined;
  /** The shape of values below keys that the operator names; undefined where other keys are errors. */
  readonly otherKeys: Shape | undefined;
  /** The shape of list items; undefined where no list is taken. */
  readonly items: Shape | undefined;
  readonly scalars: ReadonlySet<ScalarType>;
}

/** The kinds of plain values. */
export type ScalarType = 'string' | 'number' | 'integer' | 'boolean';

const anything: Shape = {
  keys: undefined,
  get otherKeys() {
    return anything;
  },
  get items() {
    return anything;
  },
  scalars: new Set(['string', 'number', 'integer', 'boolean']),
};

const nothing: Shape = { keys: undefined, otherKeys: undefined, items: undefined, scalars: new Set() };

/** Every dotted path of keys of the shape, without those below lists and below keys that the operator names. */
export function* pathsOf(shape: Shape, above: readonly string[] = []): Generator<[readonly string[], Shape]> {
  for (const [key, inner] of shape.keys ?? []) {
    const path = [...above, key];
    yield [path, inner];
    yield* pathsOf(inner, path);
  }
}

/** The shape below a key or list position; undefined where there is none. */
export function shapeBelow(shape: Shape | undefined, step: string | number): Shape | undefined {
  if (typeof step === 'number') return shape?.items;
  return shape?.keys?.get(step) ?? shape?.otherKeys;
}

/** Whether the place takes maps, and every key of them is known. */
export function isClosedMap(shape: Shape): boolean {
  return shape.keys !== undefined && shape.otherKeys === undefined;
}

/** The shape of what a JSON Schema describes, such as that of the whole configuration. */
export function shapeOf(schema: unknown): Shape {
  if (!isRecord(schema)) return anything;
  const forms = [schema.anyOf, schema.oneOf, schema.allOf].filter(Array.isArray).flat();
  if (forms.length > 0) return forms.map(shapeOf).reduce(unite);
  const types = [schema.type].flat().filter((type) => typeof type === 'string');
  if (types.length === 0) return readUntyped(schema);
  return types.map((type) => readTyped(type, schema)).reduce(unite, nothing);
}

function readUntyped(schema: Record<string, unknown>): Shape {
  const values = 'const' in schema ? [schema.const] : schema.enum;
  if (!Array.isArray(values)) return 'not' in schema ? nothing : anything;
  return values.map((value) => readTyped(typeof value, schema)).reduce(unite, nothing);
}

function readTyped(type: string, schema: Record<string, unknown>): Shape {
  switch (type) {
    case 'object':
      return readObject(schema);
    case 'array':
      return { ...nothing, items: shapeOf(schema.items) };
    case 'string':
    case 'integer':
    case 'number':
    case 'boolean':
      return { ...nothing, scalars: new Set([type]) };
    default:
      return nothing;
  }
}

function readObject(schema: Record<string, unknown>): Shape {
  const { properties, additionalProperties } = schema;
  const keys = isRecord(properties)
    ? new Map(Object.entries(properties).map(([key, inner]) => [key, shapeOf(inner)]))
    : undefined;
  const isOpen = isRecord(additionalProperties) || additionalProperties === true || keys === undefined;
  return { ...nothing, keys, otherKeys: isOpen ? shapeOf(additionalProperties) : undefined };
}

/** What either of two shapes allows. Getters of `anything` are why no shape is spread here. */
function unite(one: Shape, other: Shape): Shape {
  if (one === anything || other === anything) return anything;
  return {
    keys: uniteKeys(one.keys, other.keys),
    otherKeys: uniteOptional(one.otherKeys, other.otherKeys),
    items: uniteOptional(one.items, other.items),
    scalars: new Set([...one.scalars, ...other.scalars]),
  };
}

function uniteOptional(one: Shape | undefined, other: Shape | undefined): Shape | undefined {
  return one && other ? unite(one, other) : (one ?? other);
}

function uniteKeys(one: Shape['keys'], other: Shape['keys']): Shape['keys'] {
  if (one === undefined || other === undefined) return one ?? other;
  const keys = new Map(one);
  for (const [key, shape] of other) keys.set(key, uniteOptional(keys.get(key), shape) ?? shape);
  return keys;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
