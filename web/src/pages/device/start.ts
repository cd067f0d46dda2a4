import { startPage } from '../../start-page.tsx';
import { DevicePage } from './device-page.tsx';

void startPage(DevicePage);
