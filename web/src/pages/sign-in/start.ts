import { startPage } from '../../start-page.tsx';
import { SignInPage } from './sign-in-page.tsx';

void startPage(SignInPage);
