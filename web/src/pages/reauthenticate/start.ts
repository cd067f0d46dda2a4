import { startPage } from '../../start-page.tsx';
import { ReauthenticatePage } from './reauthenticate-page.tsx';

void startPage(ReauthenticatePage);
