import type { Texts } from '../message-id.ts';

/** The texts in Polish. */
export const pl: Texts = {
  'product-name': 'Gatehouse',
  'continue-to': 'aby przejść do {host}',
  'sign-in-title': 'Zaloguj się',
  'user-name': 'Nazwa użytkownika',
  password: 'Hasło',
  'show-password': 'Pokaż hasło',
  'hide-password': 'Ukryj hasło',
  'caps-lock': 'Caps Lock jest włączony',
  'remember-me': 'Zapamiętaj mnie',
  'forgot-password': 'Nie pamiętasz hasła?',
  'sign-in': 'Zaloguj się',
  'signing-in': 'Logowanie…',
  'wrong-credentials':
    'Nazwa użytkownika lub hasło są nieprawidłowe. Sprawdź jedno i drugie, a potem spróbuj ponownie.',
  'password-expired': 'Twoje hasło wygasło. Ustaw nowe, a potem zaloguj się.',
  'missing-fields': 'Wpisz nazwę użytkownika i hasło.',
  'missing-user-name': 'Wpisz nazwę użytkownika.',
  'missing-password': 'Wpisz hasło.',
  'too-many': 'Zbyt wiele prób w krótkim czasie. Odczekaj kilka minut i spróbuj ponownie.',
  unavailable: 'W tej chwili nie można się zalogować. To nie Twoja wina: spróbuj ponownie za minutę.',
  offline: 'Nie można połączyć się z serwerem. Sprawdź połączenie i spróbuj ponownie.',
  'foreign-origin':
    'Dla Twojego bezpieczeństwa formularz nie został przyjęty, ponieważ pochodził z innej strony. Spróbuj ponownie tutaj.',
  'signed-in-title': 'Zalogowano',
  'signed-in-as': 'jako {name}',
  'signed-in-text': 'Nie musisz tu robić nic więcej. Wróć do aplikacji, z której chcesz skorzystać.',
  'signed-in-continue-text': 'Nie musisz tu robić nic więcej.',
  continue: 'Przejdź do {host}',
  'sign-out': 'Wyloguj się',
  'signing-out': 'Wylogowywanie…',
  'sign-out-title': 'Wylogować się?',
  'sign-out-text': 'Nastąpi wylogowanie z aplikacji otwartych za pośrednictwem tej strony.',
  'stay-signed-in': 'Nie wylogowuj',
  'signed-out-title': 'Wylogowano',
  'signed-out-text': 'Jeśli z tego urządzenia korzystają też inni, zamknij również przeglądarkę.',
  'sign-in-again': 'Zaloguj się ponownie',
  'sign-out-unavailable': 'Sesja nadal trwa: wylogowanie się nie powiodło. Spróbuj ponownie za minutę.',
  'sign-out-offline':
    'Sesja nadal trwa: nie można połączyć się z serwerem. Sprawdź połączenie i spróbuj ponownie.',
  'second-factor-title': 'Potrzebny jest drugi krok',
  'second-factor-text':
    'Oprócz hasła {host} wymaga drugiego potwierdzenia, że to Ty. Ta wersja portalu nie potrafi go jeszcze sprawdzić.',
  'second-factor-text-no-host':
    'Oprócz hasła aplikacja wymaga drugiego potwierdzenia, że to Ty. Ta wersja portalu nie potrafi go jeszcze sprawdzić.',
  'second-factor-next':
    'Zapytaj osoby, które prowadzą ten portal, jak uzyskać dostęp. Ponowne logowanie nie pomoże.',
  'error-not-found-title': 'Tu nic nie ma',
  'error-not-found-text':
    'Ten adres donikąd nie prowadzi. Sprawdź, czy nie ma w nim literówki, albo zacznij od strony logowania.',
  'error-unsafe-target-title': 'Przekierowanie zatrzymane',
  'error-unsafe-target-text':
    'Link miał prowadzić pod adres, którego ten portal nie chroni. To może być pomyłka albo próba oszustwa. Lepiej otwórz aplikację z własnej zakładki.',
  'error-no-cookie-domain-title': 'Ten adres nie jest skonfigurowany',
  'error-no-cookie-domain-text':
    'Portal logowania otwarto pod adresem, którego nie zna. Otwórz aplikację jeszcze raz albo zapytaj osoby, które ją prowadzą, o właściwy adres.',
  'error-no-cookie-domain-operator': 'Jeśli to Ty go prowadzisz: dodaj tę domenę do {key} w konfiguracji.',
  'error-forbidden-title': 'Nie możesz tego otworzyć',
  'error-forbidden-text':
    'Zalogowano jako {name}, a to konto nie ma dostępu do {host}. Jeśli go potrzebujesz, zwróć się do administratorów. Jeśli masz inne konto, użyj go.',
  'sign-in-as-other': 'Zaloguj się na inne konto',
  reference: 'Dla administratorów: żądanie {id}',
  'error-unavailable-title': 'Chwilowo niedostępne',
  'error-unavailable-text':
    'Usługa potrzebna do logowania nie odpowiada. To nie Twoja wina i nic nie przepadło. Spróbuj ponownie za minutę.',
  'error-too-many-title': 'Zbyt wiele prób',
  'error-too-many-text': 'W krótkim czasie było zbyt wiele prób. Odczekaj kilka minut i spróbuj ponownie.',
  'error-foreign-origin-title': 'Odrzucono dla Twojego bezpieczeństwa',
  'error-foreign-origin-text':
    'Żądanie pochodziło z innej strony, więc nic się nie stało. Jeśli było zamierzone, powtórz je stąd.',
  'consent-title': 'Czy wyrażasz zgodę?',
  'consent-text': '{name} prosi o to:',
  'consent-openid': 'Wiedzieć, że to Ty',
  'consent-profile': 'Widzieć Twoje imię i profil',
  'consent-email': 'Widzieć Twoje adresy e-mail',
  'consent-phone': 'Widzieć Twój numer telefonu',
  'consent-address': 'Widzieć Twój adres pocztowy',
  'consent-groups': 'Widzieć, do jakich grup należysz',
  'consent-offline': 'Zachować połączenie, gdy Cię nie ma',
  'consent-other': 'Dostęp do {name}',
  'consent-remember': 'Nie pytaj mnie o to ponownie',
  'consent-accept': 'Zgadzam się',
  'consent-deny': 'Odmawiam',
  'error-openid-title': 'Żądanie aplikacji zostało odrzucone',
  'error-openid-text':
    'Nie można na nie odpowiedzieć ({code}). Wróć do aplikacji i spróbuj jeszcze raz. Jeśli to nie pomoże, powiadom osoby prowadzące ten portal: w dzienniku jest napisane, co jest nie tak.',
  'error-flow-over-title': 'To trwało zbyt długo',
  'error-flow-over-text': 'Nic nie przepadło. Wróć do aplikacji i zaloguj się stamtąd jeszcze raz.',
  'error-unknown-title': 'Coś się nie udało',
  'error-unknown-text':
    'Coś poszło nie tak po naszej stronie. Spróbuj ponownie za minutę. Jeśli to się powtarza, powiadom osoby, które prowadzą ten portal.',
  'to-sign-in': 'Przejdź do strony logowania',
  'try-again': 'Spróbuj ponownie',
  language: 'Język',
  'privacy-policy': 'Polityka prywatności',
};
