/** A moment as templates see it, in a time zone. */
export interface TemplateTime {
  readonly kind: 'time';
  /** Milliseconds since 1970. */
  readonly ms: number;
  /** Writes it in a Go layout (`2006-01-02 15:04`). */
  format(layout: string): string;
}
