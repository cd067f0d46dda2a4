import { startPage } from '../../start-page.tsx';
import { RevokePage } from './revoke-page.tsx';

void startPage(RevokePage);
