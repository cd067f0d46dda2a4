import type { Texts } from '../message-id.ts';

/** The texts in Italian. */
export const it: Texts = {
  'product-name': 'Gatehouse',
  'continue-to': 'per continuare su {host}',
  'sign-in-title': 'Accedi',
  'user-name': 'Nome utente',
  password: 'Password',
  'show-password': 'Mostra la password',
  'hide-password': 'Nascondi la password',
  'caps-lock': 'Bloc Maiusc è attivo',
  'remember-me': 'Ricordami',
  'forgot-password': 'Password dimenticata?',
  'sign-in': 'Accedi',
  'signing-in': 'Accesso in corso…',
  'wrong-credentials': 'Il nome utente o la password non sono corretti. Controlla entrambi e riprova.',
  'password-expired': 'La password è scaduta. Impostane una nuova, poi accedi.',
  'missing-fields': 'Inserisci il nome utente e la password.',
  'missing-user-name': 'Inserisci il nome utente.',
  'missing-password': 'Inserisci la password.',
  'too-many': 'Troppi tentativi in poco tempo. Aspetta qualche minuto, poi riprova.',
  unavailable: 'In questo momento non è possibile accedere. Non dipende da te: riprova tra un minuto.',
  offline: 'Il server non è raggiungibile. Controlla la connessione e riprova.',
  'foreign-origin':
    'Per la tua sicurezza questo modulo non è stato accettato, perché proveniva da un altro sito. Riprova da qui.',
  'signed-in-title': 'Accesso effettuato',
  'signed-in-as': 'come {name}',
  'signed-in-text': 'Qui non c’è altro da fare. Torna all’applicazione che vuoi usare.',
  'signed-in-continue-text': 'Qui non c’è altro da fare.',
  continue: 'Continua su {host}',
  'sign-out': 'Esci',
  'signing-out': 'Uscita in corso…',
  'sign-out-title': 'Vuoi uscire?',
  'sign-out-text': 'Uscirai dalle applicazioni che hai raggiunto da questa pagina.',
  'stay-signed-in': 'Resta connesso',
  'signed-out-title': 'Sei uscito',
  'signed-out-text': 'Se questo dispositivo è usato anche da altri, chiudi anche il browser.',
  'sign-in-again': 'Accedi di nuovo',
  'sign-out-unavailable': 'La sessione è ancora aperta: l’uscita non è riuscita. Riprova tra un minuto.',
  'sign-out-offline':
    'La sessione è ancora aperta: il server non è raggiungibile. Controlla la connessione e riprova.',
  'second-factor-title': 'Serve un secondo passaggio',
  'second-factor-text':
    'Oltre alla password, {host} chiede una seconda prova che sei tu. Questa versione del portale non può ancora verificarla.',
  'second-factor-text-no-host':
    'Oltre alla password, l’applicazione chiede una seconda prova che sei tu. Questa versione del portale non può ancora verificarla.',
  'second-factor-next':
    'Chiedi a chi gestisce questo portale come puoi entrare. Accedere di nuovo non servirà.',
  'error-not-found-title': 'Qui non c’è nulla',
  'error-not-found-text':
    'Questo indirizzo non porta da nessuna parte. Controlla che sia scritto bene o comincia dalla pagina di accesso.',
  'error-unsafe-target-title': 'Reindirizzamento bloccato',
  'error-unsafe-target-text':
    'Il collegamento voleva portarti a un indirizzo che questo portale non protegge. Può essere un errore o un tentativo di ingannarti. Apri piuttosto l’applicazione da un tuo segnalibro.',
  'error-no-cookie-domain-title': 'Questo indirizzo non è configurato',
  'error-no-cookie-domain-text':
    'Il portale di accesso è stato aperto a un indirizzo che non conosce. Apri di nuovo l’applicazione oppure chiedi l’indirizzo giusto a chi la gestisce.',
  'error-no-cookie-domain-operator':
    'Se lo gestisci tu: aggiungi questo dominio a {key} nella configurazione.',
  'error-forbidden-title': 'Non puoi aprire questa pagina',
  'error-forbidden-text':
    'Hai effettuato l’accesso come {name}, e questo account non ha accesso a {host}. Se ti serve, chiedi a chi lo gestisce. Se hai un altro account, usa quello.',
  'sign-in-as-other': 'Accedi con un altro account',
  reference: 'Per chi lo gestisce: richiesta {id}',
  'error-unavailable-title': 'Non disponibile in questo momento',
  'error-unavailable-text':
    'Un servizio necessario per l’accesso non risponde. Non dipende da te e nulla è andato perso. Riprova tra un minuto.',
  'error-too-many-title': 'Troppi tentativi',
  'error-too-many-text': 'Ci sono stati troppi tentativi in poco tempo. Aspetta qualche minuto, poi riprova.',
  'error-foreign-origin-title': 'Non accettato, per la tua sicurezza',
  'error-foreign-origin-text':
    'La richiesta proveniva da un altro sito, quindi non è stato fatto nulla. Se era ciò che volevi, ripeti l’operazione da qui.',
  'consent-title': 'È d’accordo?',
  'consent-text': '{name} chiede questo:',
  'consent-openid': 'Sapere che è Lei',
  'consent-profile': 'Vedere il Suo nome e il Suo profilo',
  'consent-email': 'Vedere i Suoi indirizzi e-mail',
  'consent-phone': 'Vedere il Suo numero di telefono',
  'consent-address': 'Vedere il Suo indirizzo postale',
  'consent-groups': 'Vedere di quali gruppi fa parte',
  'consent-offline': 'Restare collegata mentre Lei è via',
  'consent-other': 'Accesso a {name}',
  'consent-remember': 'Non chiedermelo più',
  'consent-accept': 'Accetta',
  'consent-deny': 'Rifiuta',
  'error-openid-title': 'La richiesta dell’applicazione è stata rifiutata',
  'error-openid-text':
    'Non è possibile rispondere ({code}). Torni all’applicazione e riprovi. Se non cambia, lo dica a chi gestisce questo portale: il registro dice che cosa non va.',
  'error-flow-over-title': 'Ci è voluto troppo tempo',
  'error-flow-over-text': 'Nulla è perduto. Torni all’applicazione e acceda di nuovo da lì.',
  'error-unknown-title': 'Qualcosa non ha funzionato',
  'error-unknown-text':
    'Si è verificato un problema da parte nostra. Riprova tra un minuto. Se continua, avvisa chi gestisce questo portale.',
  'to-sign-in': 'Vai alla pagina di accesso',
  'try-again': 'Riprova',
  language: 'Lingua',
  'privacy-policy': 'Informativa sulla privacy',
};
