import { startPage } from '../../start-page.tsx';
import { SecondFactorNeededPage } from './second-factor-needed-page.tsx';

void startPage(SecondFactorNeededPage);
