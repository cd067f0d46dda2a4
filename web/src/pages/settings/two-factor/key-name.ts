/** Bytes of the longest name of a key (behaviour.md §1.6). */
const maxNameBytes = 64;

/** Whether a key cannot be called so because the name is too long in UTF-8. */
export function isNameTooLong(name: string): boolean {
  return new TextEncoder().encode(name.trim()).length > maxNameBytes;
}
