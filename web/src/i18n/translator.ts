import type { MessageId, SettingsTexts, Texts } from './message-id.ts';

/** Values for the places `{name}` of a text. */
export type TextValues = Readonly<Record<string, string>>;

/** Gives a text by its id, its places filled in. */
export type Translate = (id: MessageId, values?: TextValues) => string;

/** A translator over a language's texts, with the operator's own texts on top. */
export function createTranslator(
  texts: Texts & Partial<SettingsTexts>,
  overrides: Readonly<Record<string, string>> = {},
): Translate {
  return (id, values = {}) => {
    const text = (Object.hasOwn(overrides, id) ? overrides[id] : undefined) ?? texts[id] ?? id;
    return text.replaceAll(/\{(\w+)\}/g, (place, name: string) =>
      Object.hasOwn(values, name) ? (values[name] ?? place) : place,
    );
  };
}
