import { startPage } from '../../start-page.tsx';
import { SignedInPage } from '../signed-in/signed-in-page.tsx';

// Until the page with the password field is there, this one says who is signed in and lets them sign out.
void startPage(SignedInPage);
