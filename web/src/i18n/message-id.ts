import type { enSettings } from './settings-texts/en.ts';
import type { en } from './texts/en.ts';

/** The name of a text that every page has. */
export type CommonMessageId = keyof typeof en;

/** The name of one text. Those of the settings are there on the settings' pages alone. */
export type MessageId = CommonMessageId | keyof typeof enSettings;

/** The texts of one language that every page has. A text may hold places such as `{host}`, `{name}`, `{key}` or `{id}`, to be filled in. */
export type Texts = Readonly<Record<CommonMessageId, string>>;

/** The texts of one language that only the settings have. */
export type SettingsTexts = Readonly<Record<keyof typeof enSettings, string>>;
