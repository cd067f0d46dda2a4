/** How the check of one client says what is wrong with a key. */
export type Complain = (key: string, severity: 'error' | 'warning', message: string, hint: string) => void;
