import { startPage } from '../../start-page.tsx';
import { ResetPasswordNewPage } from './reset-password-new-page.tsx';

void startPage(ResetPasswordNewPage);
