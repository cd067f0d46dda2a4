/** A method of the engine, with the object that it is called on first. */
export type EngineMethod = (self: object, ...parameters: readonly unknown[]) => unknown;

/**
 * Puts a method of ours in the place of one of the engine's models, for what it has no option for. Throws at start where the engine has no such
 * method any more, so that nothing is ever left out in silence.
 */
export function replaceMethod<Self extends object, Parameters extends readonly unknown[]>(
  owner: object,
  name: string,
  make: (original: EngineMethod) => (self: Self, ...parameters: Parameters) => unknown,
): void {
  const original: unknown = Reflect.get(owner, name);
  if (typeof original !== 'function') throw new TypeError(`the OpenID Connect engine has no method ${name}`);
  const ours = make((self, ...parameters) => Reflect.apply(original, self, parameters));
  Object.defineProperty(owner, name, {
    configurable: true,
    writable: true,
    value(this: Self, ...parameters: Parameters) {
      return ours(this, ...parameters);
    },
  });
}
