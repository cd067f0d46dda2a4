import { startPage } from '../../start-page.tsx';
import { SignOutPage } from './sign-out-page.tsx';

void startPage(SignOutPage);
