/** What new passwords must be like, wherever one is set (behaviour.md §6.2). */
export interface PasswordPolicy {
  /** Whether it takes a password that is not empty. */
  accepts(password: string): Promise<boolean>;
}
