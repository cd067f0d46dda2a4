/** A mistake in a template, at an offset into its text. The message holds no value that the template worked on. */
export class TemplateError extends Error {
  readonly offset: number;

  constructor(offset: number, message: string) {
    super(message);
    this.name = 'TemplateError';
    this.offset = offset;
  }
}
