/** The text of a parameter of a request as the engine keeps it; empty where there is none. */
export function requestParameter(parameters: object | undefined, name: string): string {
  const entry = Object.entries(parameters ?? {}).find(([key]) => key === name);
  return typeof entry?.[1] === 'string' ? entry[1] : '';
}

/** The words of such a parameter, which spaces separate. */
export function requestWords(parameters: object | undefined, name: string): readonly string[] {
  return requestParameter(parameters, name)
    .split(' ')
    .filter((word) => word !== '');
}
