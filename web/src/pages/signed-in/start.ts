import { startPage } from '../../start-page.tsx';
import { SignedInPage } from './signed-in-page.tsx';

void startPage(SignedInPage);
