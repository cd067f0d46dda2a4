import type { ComponentChildren } from 'preact';

interface RichTextProps {
  /** A text whose places `{name}` are still open. */
  readonly text: string;
  readonly values: Readonly<Record<string, ComponentChildren>>;
}

/** A text with elements in its places, so that a translation may put them where its grammar wants them. */
export function RichText({ text, values }: RichTextProps) {
  return (
    <>
      {text.split(/(\{\w+\})/g).map((part) => {
        const name = /^\{(\w+)\}$/.exec(part)?.[1];
        return name !== undefined && Object.hasOwn(values, name) ? values[name] : part;
      })}
    </>
  );
}
