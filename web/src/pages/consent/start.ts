import { startPage } from '../../start-page.tsx';
import { ConsentPage } from './consent-page.tsx';

void startPage(ConsentPage);
