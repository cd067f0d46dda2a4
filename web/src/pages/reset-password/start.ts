import { startPage } from '../../start-page.tsx';
import { ResetPasswordPage } from './reset-password-page.tsx';

void startPage(ResetPasswordPage);
