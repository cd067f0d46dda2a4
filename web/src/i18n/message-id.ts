import type { en } from './texts/en.ts';

/** The name of one text. */
export type MessageId = keyof typeof en;

/** All texts of one language. A text may hold `{host}`, `{name}`, `{key}` or `{id}`, to be filled in. */
export type Texts = Readonly<Record<MessageId, string>>;
