import { startPage } from '../../start-page.tsx';
import { ErrorPage } from './error-page.tsx';

void startPage(ErrorPage);
