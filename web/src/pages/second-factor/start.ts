import { startPage } from '../../start-page.tsx';
import { SecondFactorPage } from './second-factor-page.tsx';

void startPage(SecondFactorPage);
