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
  'account-menu': 'Uw account',
  'account-settings': 'Instellingen',
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
  'second-factor-title': 'Nog één stap',
  'not-enrolled':
    '{host} vraagt naast het eerste een tweede bewijs dat u het bent. U hebt er nog geen ingesteld.',
  'not-enrolled-no-host':
    'Naast het eerste is een tweede bewijs nodig dat u het bent. U hebt er nog geen ingesteld.',
  'not-enrolled-next':
    'Het duurt een minuut: een app op uw telefoon, een passkey of een beveiligingssleutel. Daarna komt u hier terug.',
  'cannot-enrol-next':
    'Vraag de beheerders van dit portaal hoe u binnen kunt komen. Opnieuw aanmelden helpt niet.',
  'set-up': 'Nu instellen',
  otp: 'Eenmalig wachtwoord',
  'otp-hint': 'De {digits} cijfers die uw authenticatie-app nu toont',
  confirm: 'Bevestigen',
  confirming: 'Controleren…',
  'wrong-code': 'Die code klopt niet of is al gebruikt. Wacht op de volgende en probeer het opnieuw.',
  'missing-code': 'Voer de code in.',
  'recovery-code': 'Herstelcode',
  'recovery-code-hint': 'Een van de codes die u hebt afgedrukt of bewaard. Elke code werkt één keer.',
  'wrong-recovery-code': 'Die herstelcode klopt niet of is al gebruikt. Probeer een andere.',
  'key-text': 'Uw browser vraagt om uw passkey of beveiligingssleutel zodra u klaar bent.',
  'use-key': 'Passkey of sleutel gebruiken',
  'waiting-for-key': 'Wachten op uw sleutel…',
  'key-cancelled':
    'Er is niets bevestigd: het is geannuleerd of duurde te lang. Probeer het opnieuw als u klaar bent.',
  'key-unsupported':
    'Deze browser kan hier geen passkeys of beveiligingssleutels gebruiken. Kies een andere manier of een andere browser.',
  'key-refused': 'Die sleutel is niet geaccepteerd. Probeer het opnieuw of kies een andere manier.',
  'push-text': 'Er gaat een verzoek naar uw telefoon. Keur het daar goed.',
  'send-push': 'Verzoek naar mijn telefoon sturen',
  'waiting-for-push': 'Wachten op uw goedkeuring…',
  'push-choose': 'Kies waar het verzoek heen gaat.',
  'push-refused': 'Het verzoek is niet goedgekeurd. Is het niet aangekomen, stuur het dan opnieuw.',
  'push-denied':
    'Op deze manier komt u niet binnen. Kies een andere of vraag het de beheerders van dit portaal.',
  'push-no-phone':
    'Er is nog geen telefoon voor u ingesteld. Stel er een in in het venster dat opengaat, kom terug en stuur het verzoek.',
  'push-no-phone-ask':
    'Er is geen telefoon voor u ingesteld. Kies een andere manier of vraag het de beheerders van dit portaal.',
  'password-after-passkey': 'Uw passkey was het eerste bewijs. Uw wachtwoord is het tweede.',
  'wrong-password': 'Dat wachtwoord klopt niet. Probeer het opnieuw.',
  'remember-device': 'Op dit apparaat een tijdje niet vragen',
  'needs-script':
    'Deze manier heeft JavaScript nodig, en dat staat in deze browser uit. Zet het aan of kies een andere manier.',
  'other-way': 'Andere manier',
  'other-way-title': 'Kies een andere manier',
  'method-one-time-password': 'Code uit een app',
  'method-webauthn': 'Passkey of beveiligingssleutel',
  'method-push-notification': 'Verzoek naar mijn telefoon',
  'method-recovery-code': 'Herstelcode',
  close: 'Sluiten',
  'sign-in-with-passkey': 'Aanmelden met een passkey',
  'passkey-refused': 'Die passkey is niet geaccepteerd. Probeer het opnieuw of gebruik uw wachtwoord.',
  'reauthenticate-title': 'Bevestig dat u het bent',
  'reauthenticate-text':
    'U bent aangemeld als {name}, maar dat is een tijd geleden. Voer uw wachtwoord nog eens in.',
  'reset-title': 'Uw wachtwoord vergeten?',
  'reset-text':
    'Voer uw gebruikersnaam in, dan krijgt u een mail met een link om een nieuw wachtwoord te kiezen.',
  'send-link': 'Mail mij een link',
  sending: 'Versturen…',
  'reset-sent-title': 'Kijk in uw mail',
  'reset-sent-text':
    'Als dit account bestaat, is er een mail onderweg. De link werkt één keer en maar een paar minuten.',
  'reset-sent-hint':
    'Niets ontvangen? Kijk bij de ongewenste mail. Weet u uw gebruikersnaam niet zeker, vraag het dan de beheerders van dit portaal.',
  'reset-failed': 'De mail kon niet worden verstuurd. Probeer het over een minuut opnieuw.',
  'new-password-title': 'Kies een nieuw wachtwoord',
  'new-password': 'Nieuw wachtwoord',
  'repeat-password': 'Nogmaals hetzelfde',
  'set-password': 'Nieuw wachtwoord instellen',
  'setting-password': 'Opslaan…',
  'missing-new-password': 'Voer een nieuw wachtwoord in.',
  'passwords-differ': 'De twee wachtwoorden zijn niet gelijk. Typ het tweede opnieuw.',
  'weak-password':
    'Dat wachtwoord is voor de regels hier te makkelijk te raden. Kies een langer of minder gewoon wachtwoord.',
  'directory-refused': 'De directory heeft het niet aangenomen: {words}',
  'reset-refused': 'Dat wachtwoord is niet geaccepteerd. Kies een ander.',
  'password-set-title': 'Uw wachtwoord is gewijzigd',
  'password-set-text': 'Meld u vanaf nu aan met het nieuwe.',
  'dead-link-title': 'Deze link werkt niet',
  'link-not-valid': 'De link is al gebruikt, te oud of niet volledig. Er is niets gewijzigd.',
  'new-link': 'Mail mij een nieuwe link',
  'rule-min-length': 'Minstens {count} tekens',
  'rule-max-length': 'Hoogstens {count} tekens',
  'rule-uppercase': 'Een hoofdletter, A tot Z',
  'rule-lowercase': 'Een kleine letter, a tot z',
  'rule-number': 'Een cijfer',
  'rule-special': 'Een speciaal teken',
  'rule-met': 'in orde',
  'strength-0': 'Heel makkelijk te raden',
  'strength-1': 'Makkelijk te raden',
  'strength-2': 'Zou geraden kunnen worden',
  'strength-3': 'Moeilijk te raden',
  'strength-4': 'Heel moeilijk te raden',
  'revoke-title': 'Was u dit niet?',
  'revoke-code-text':
    'Iemand heeft een code aangevraagd om instellingen van uw account te wijzigen. Was u dat niet, maak de code dan ongeldig.',
  'revoke-link-text':
    'Iemand heeft een link aangevraagd om een nieuw wachtwoord voor uw account in te stellen. Was u dat niet, maak de link dan ongeldig.',
  'revoke-code': 'Code ongeldig maken',
  'revoke-link': 'Link ongeldig maken',
  revoking: 'Ongeldig maken…',
  'revoked-title': 'Ongeldig gemaakt',
  'revoked-text':
    'Hij is nu niets meer waard. Hebt u helemaal geen code aangevraagd, dan kent iemand misschien uw wachtwoord: wijzig het en meld het de beheerders van dit portaal.',
  'revoke-refused': 'Hij is al gebruikt of ongeldig gemaakt, of te oud. Er is niets meer te doen.',
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
  'error-unknown-title': 'Dat is niet gelukt',
  'error-unknown-text':
    'Er ging bij ons iets mis. Probeer het over een minuut opnieuw. Blijft het zo, laat het dan weten aan de beheerders van dit portaal.',
  'to-sign-in': 'Naar de inlogpagina',
  'try-again': 'Opnieuw proberen',
  language: 'Taal',
  'privacy-policy': 'Privacybeleid',
};
