import type { MailTexts } from './mail-texts.ts';

/** The texts of the mails in Polish. */
export const pl: MailTexts = {
  greeting: 'Dzień dobry, {name}!',
  events: {
    'password-changed': { title: 'Hasło zmienione', body: 'Hasło do konta w {domain} zostało zmienione.' },
    'password-reset': {
      title: 'Hasło zmienione',
      body: 'Hasło do konta w {domain} zostało ustawione na nowo za pomocą odnośnika z wiadomości.',
    },
    'second-factor-added': {
      title: 'Dodano drugi składnik',
      body: 'Do konta w {domain} dodano kolejny sposób potwierdzania tożsamości.',
    },
    'second-factor-removed': {
      title: 'Usunięto drugi składnik',
      body: 'Z konta w {domain} usunięto jeden ze sposobów potwierdzania tożsamości.',
    },
    'recovery-code-used': {
      title: 'Użyto kodu odzyskiwania',
      body: 'W {domain} użyto jednego z kodów odzyskiwania. Nie można go użyć ponownie.',
    },
    'recovery-codes-made': {
      title: 'Nowe kody odzyskiwania',
      body: 'Utworzono nowe kody odzyskiwania do konta w {domain}. Poprzednie już nie działają.',
    },
    'new-device': {
      title: 'Logowanie z nowego urządzenia',
      body: 'Ktoś zalogował się na konto w {domain} w przeglądarce, która nie była tam wcześniej używana.',
    },
  },
  eventAdvice: 'Jeśli to Ty, nie musisz nic robić. Jeśli nie, zmień od razu hasło i powiadom administratora.',
  details: {
    factor: 'Metoda',
    name: 'Nazwa',
    device: 'Urządzenie',
    time: 'Czas',
    left: 'Pozostałe kody',
    address: 'Adres IP',
  },
  factors: {
    totp: 'Hasło jednorazowe',
    webauthn: 'Klucz bezpieczeństwa lub klucz dostępu',
    duo: 'Potwierdzenie w telefonie',
  },
  unknownDevice: 'Nieznana przeglądarka',
  code: {
    title: 'Potwierdź swoją tożsamość',
    body: 'Wpisz ten kod tam, gdzie o niego poproszono, aby potwierdzić swoją tożsamość w {domain}:',
    lifespan: 'Działa jeden raz. Czas ważności: {lifespan}.',
    advice: 'Jeśli kod nie był przez Ciebie zamawiany, unieważnij go i zmień hasło.',
    revoke: 'Unieważnij kod',
    secret: 'Nie podawaj go nikomu, nawet osobie, która podaje się za pomoc techniczną.',
  },
  link: {
    title: 'Ustaw nowe hasło',
    body: 'Ktoś poprosił o nowe hasło do konta w {domain}. Jeśli to Ty, ustaw je tutaj:',
    lifespan: 'Odnośnik działa jeden raz. Czas ważności: {lifespan}.',
    advice: 'Jeśli to nie Ty, unieważnij odnośnik. Hasło pozostanie bez zmian.',
    revoke: 'Unieważnij odnośnik',
    action: 'Ustaw nowe hasło',
  },
  footer: 'Ta wiadomość dotyczy Twojego konta w {domain}.',
};
