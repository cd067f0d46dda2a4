import { loadSettingsTexts } from '../../i18n/load-settings-texts.ts';
import { startPage } from '../../start-page.tsx';
import { SettingsPage } from './settings-page.tsx';

void startPage(SettingsPage, loadSettingsTexts);
