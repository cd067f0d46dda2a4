const blockedStart = /^(?:X_)?AUTHELIA_/;
const blockedEnd = /(?:KEY|SECRET|PASSWORD|TOKEN|CERTIFICATE_CHAIN)$/;

/** Whether filters see a variable: those that give secrets to Gatehouse itself read as empty (behaviour.md §4.1). */
export function isHiddenVariable(name: string): boolean {
  const upperCase = name.toUpperCase();
  return blockedStart.test(upperCase) && blockedEnd.test(upperCase);
}

/** The value of a variable as filters see it; empty where it is not set or hidden. */
export function visibleVariable(
  environment: Readonly<Record<string, string | undefined>>,
  name: string,
): string {
  return isHiddenVariable(name) ? '' : (environment[name] ?? '');
}

/** Replaces `$NAME` and `${NAME}` as Go's os.Expand does: `$$` gives `$`, a `$` before anything else stays, `${` never closed is dropped. */
export function expandVariables(text: string, readVariable: (name: string) => string): string {
  return text.replaceAll(
    /\$(?:\{([^}]*)\}|([A-Za-z_][A-Za-z0-9_]*)|([*#$@!?\-0-9])|\{)/g,
    (_, braced: string | undefined, plain: string | undefined, special: string | undefined) => {
      const name = braced ?? plain ?? special;
      if (name === undefined) return '';
      return name === '$' ? '$' : readVariable(name);
    },
  );
}
