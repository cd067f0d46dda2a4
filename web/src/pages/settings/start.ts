import { startSettings } from './start-settings.tsx';

void startSettings();
