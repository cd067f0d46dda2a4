import type { Texts } from '../message-id.ts';

/** The texts in Dutch. */
export const nl: Texts = {
  'product-name': 'Gatehouse',
  'continue-to': 'om verder te gaan naar {host}',
  'sign-in-title': 'Inloggen',
  'user-name': 'Gebruikersnaam',
  password: 'Wachtwoord',
  'show-password': 'Wachtwoord tonen',
  'hide-password': 'Wachtwoord verbergen',
  'caps-lock': 'Caps Lock staat aan',
  'remember-me': 'Ingelogd blijven',
  'forgot-password': 'Wachtwoord vergeten?',
  'sign-in': 'Inloggen',
  'signing-in': 'Bezig met inloggen…',
  'wrong-credentials':
    'De gebruikersnaam of het wachtwoord klopt niet. Controleer ze allebei en probeer het opnieuw.',
  'password-expired': 'Uw wachtwoord is verlopen. Stel een nieuw wachtwoord in en meld u daarna aan.',
  'missing-fields': 'Vul je gebruikersnaam en je wachtwoord in.',
  'missing-user-name': 'Vul je gebruikersnaam in.',
  'missing-password': 'Vul je wachtwoord in.',
  'too-many': 'Te veel pogingen in korte tijd. Wacht een paar minuten en probeer het dan opnieuw.',
  unavailable:
    'Inloggen lukt op dit moment niet. Het ligt niet aan jou: probeer het over een minuut opnieuw.',
  offline: 'De server is niet bereikbaar. Controleer je verbinding en probeer het opnieuw.',
  'foreign-origin':
    'Voor je veiligheid is dit formulier niet geaccepteerd, omdat het van een andere site kwam. Probeer het hier opnieuw.',
  'signed-in-title': 'Je bent ingelogd',
  'signed-in-as': 'als {name}',
  'signed-in-text': 'Je hoeft hier verder niets te doen. Ga terug naar de applicatie die je wilt gebruiken.',
  'signed-in-continue-text': 'Je hoeft hier verder niets te doen.',
  continue: 'Verder naar {host}',
  'sign-out': 'Uitloggen',
  'signing-out': 'Bezig met uitloggen…',
  'sign-out-title': 'Uitloggen?',
  'sign-out-text': 'Je wordt uitgelogd bij de applicaties die je via deze pagina hebt bereikt.',
  'stay-signed-in': 'Ingelogd blijven',
  'signed-out-title': 'Je bent uitgelogd',
  'signed-out-text': 'Gebruiken anderen dit apparaat ook? Sluit dan ook de browser.',
  'sign-in-again': 'Opnieuw inloggen',
  'sign-out-unavailable':
    'Je bent nog ingelogd: uitloggen is niet gelukt. Probeer het over een minuut opnieuw.',
  'sign-out-offline':
    'Je bent nog ingelogd: de server is niet bereikbaar. Controleer je verbinding en probeer het opnieuw.',
  'second-factor-title': 'Er is een tweede stap nodig',
  'second-factor-text':
    '{host} vraagt naast je wachtwoord om een tweede bewijs dat jij het bent. Deze versie van het portaal kan dat nog niet controleren.',
  'second-factor-text-no-host':
    'De applicatie vraagt naast je wachtwoord om een tweede bewijs dat jij het bent. Deze versie van het portaal kan dat nog niet controleren.',
  'second-factor-next':
    'Vraag de beheerders van dit portaal hoe je toegang krijgt. Opnieuw inloggen helpt niet.',
  'error-not-found-title': 'Hier is niets te vinden',
  'error-not-found-text':
    'Dit adres leidt nergens heen. Controleer het op typefouten of begin op de inlogpagina.',
  'error-unsafe-target-title': 'Je bent niet doorgestuurd',
  'error-unsafe-target-text':
    'De link wilde je naar een adres sturen dat niet door dit portaal wordt beschermd. Dat kan een vergissing zijn, of een poging om je weg te lokken. Open de applicatie liever via je eigen bladwijzer.',
  'error-no-cookie-domain-title': 'Dit adres is niet ingesteld',
  'error-no-cookie-domain-text':
    'Het inlogportaal is geopend op een adres dat het niet kent. Open de applicatie opnieuw of vraag de beheerders naar het juiste adres.',
  'error-no-cookie-domain-operator':
    'Ben je zelf beheerder? Voeg dit domein toe aan {key} in de configuratie.',
  'error-forbidden-title': 'Je mag dit niet openen',
  'error-forbidden-text':
    'Je bent ingelogd als {name}, en dit account heeft geen toegang tot {host}. Heb je die nodig, vraag het dan aan de beheerders. Heb je een ander account, gebruik dan dat.',
  'sign-in-as-other': 'Inloggen met een ander account',
  reference: 'Voor de beheerders: verzoek {id}',
  'error-unavailable-title': 'Nu even niet beschikbaar',
  'error-unavailable-text':
    'Iets wat nodig is om in te loggen geeft geen antwoord. Het ligt niet aan jou en er is niets verloren gegaan. Probeer het over een minuut opnieuw.',
  'error-too-many-title': 'Te veel pogingen',
  'error-too-many-text':
    'Er waren te veel pogingen in korte tijd. Wacht een paar minuten en probeer het dan opnieuw.',
  'error-foreign-origin-title': 'Niet geaccepteerd, voor je veiligheid',
  'error-foreign-origin-text':
    'Het verzoek kwam van een andere site en daarom is er niets gedaan. Wilde je dit zelf? Doe het dan opnieuw vanaf hier.',
  'consent-title': 'Gaat u akkoord?',
  'consent-text': '{name} vraagt hierom:',
  'consent-openid': 'Te weten dat u het bent',
  'consent-profile': 'Uw naam en profiel te zien',
  'consent-email': 'Uw e-mailadressen te zien',
  'consent-phone': 'Uw telefoonnummer te zien',
  'consent-address': 'Uw postadres te zien',
  'consent-groups': 'Te zien in welke groepen u zit',
  'consent-offline': 'Verbonden te blijven terwijl u weg bent',
  'consent-other': 'Toegang tot {name}',
  'consent-remember': 'Dit niet meer vragen',
  'consent-accept': 'Akkoord',
  'consent-deny': 'Weigeren',
  'error-openid-title': 'Het verzoek van de applicatie is geweigerd',
  'error-openid-text':
    'Het kan niet worden beantwoord ({code}). Ga terug naar de applicatie en probeer het nog eens. Blijft het zo, meld het dan aan de beheerders van dit portaal: in het logboek staat wat er mis is.',
  'error-flow-over-title': 'Dit duurde te lang',
  'error-flow-over-text':
    'Er is niets verloren. Ga terug naar de applicatie en meld u van daaruit opnieuw aan.',
  'error-unknown-title': 'Dat is niet gelukt',
  'error-unknown-text':
    'Er ging bij ons iets mis. Probeer het over een minuut opnieuw. Blijft het zo, laat het dan weten aan de beheerders van dit portaal.',
  'to-sign-in': 'Naar de inlogpagina',
  'try-again': 'Opnieuw proberen',
  language: 'Taal',
  'privacy-policy': 'Privacybeleid',
};
