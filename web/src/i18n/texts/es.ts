import type { Texts } from '../message-id.ts';

/** The texts in Spanish. */
export const es: Texts = {
  'product-name': 'Gatehouse',
  'continue-to': 'para continuar a {host}',
  'sign-in-title': 'Iniciar sesión',
  'user-name': 'Nombre de usuario',
  password: 'Contraseña',
  'show-password': 'Mostrar la contraseña',
  'hide-password': 'Ocultar la contraseña',
  'caps-lock': 'Bloq Mayús está activado',
  'remember-me': 'Recordarme',
  'forgot-password': '¿Olvidaste tu contraseña?',
  'sign-in': 'Iniciar sesión',
  'signing-in': 'Iniciando sesión…',
  'wrong-credentials':
    'El nombre de usuario o la contraseña no son correctos. Revisa ambos e inténtalo de nuevo.',
  'password-expired': 'Su contraseña ha caducado. Establezca una nueva y después inicie sesión.',
  'missing-fields': 'Escribe tu nombre de usuario y tu contraseña.',
  'missing-user-name': 'Escribe tu nombre de usuario.',
  'missing-password': 'Escribe tu contraseña.',
  'too-many': 'Demasiados intentos en poco tiempo. Espera unos minutos e inténtalo de nuevo.',
  unavailable: 'Ahora mismo no se puede iniciar sesión. No es culpa tuya: inténtalo de nuevo en un minuto.',
  offline: 'No se puede conectar con el servidor. Revisa tu conexión e inténtalo de nuevo.',
  'foreign-origin':
    'Por tu seguridad, este formulario no se aceptó, porque venía de otro sitio. Inténtalo de nuevo aquí.',
  'signed-in-title': 'Has iniciado sesión',
  'signed-in-as': 'como {name}',
  'signed-in-text': 'No hay nada más que hacer aquí. Vuelve a la aplicación que quieras usar.',
  'signed-in-continue-text': 'No hay nada más que hacer aquí.',
  continue: 'Continuar a {host}',
  'sign-out': 'Cerrar sesión',
  'signing-out': 'Cerrando sesión…',
  'sign-out-title': '¿Cerrar sesión?',
  'sign-out-text': 'Se cerrará tu sesión en las aplicaciones a las que llegaste desde esta página.',
  'stay-signed-in': 'Mantener la sesión abierta',
  'signed-out-title': 'Has cerrado sesión',
  'signed-out-text': 'Si otras personas usan este dispositivo, cierra también el navegador.',
  'sign-in-again': 'Volver a iniciar sesión',
  'sign-out-unavailable': 'Tu sesión sigue abierta: no se pudo cerrar. Inténtalo de nuevo en un minuto.',
  'sign-out-offline':
    'Tu sesión sigue abierta: no se puede conectar con el servidor. Revisa tu conexión e inténtalo de nuevo.',
  'second-factor-title': 'Falta un segundo paso',
  'second-factor-text':
    'Además de la contraseña, {host} pide una segunda prueba de que eres tú. Esta versión del portal todavía no puede comprobarla.',
  'second-factor-text-no-host':
    'Además de la contraseña, la aplicación pide una segunda prueba de que eres tú. Esta versión del portal todavía no puede comprobarla.',
  'second-factor-next':
    'Pregunta a quienes administran este portal cómo puedes entrar. Volver a iniciar sesión no servirá.',
  'error-not-found-title': 'Aquí no hay nada',
  'error-not-found-text':
    'Esta dirección no lleva a ninguna parte. Comprueba que esté bien escrita o empieza desde la página de inicio de sesión.',
  'error-unsafe-target-title': 'No se te ha redirigido',
  'error-unsafe-target-text':
    'El enlace quería llevarte a una dirección que este portal no protege. Puede ser un error o un intento de engañarte. Mejor abre la aplicación desde tu propio marcador.',
  'error-no-cookie-domain-title': 'Esta dirección no está configurada',
  'error-no-cookie-domain-text':
    'El portal de inicio de sesión se abrió en una dirección que no conoce. Abre la aplicación otra vez o pide la dirección correcta a quienes la administran.',
  'error-no-cookie-domain-operator': 'Si lo administras: añade este dominio a {key} en la configuración.',
  'error-forbidden-title': 'No puedes abrir esta página',
  'error-forbidden-text':
    'Has iniciado sesión como {name}, y esta cuenta no tiene acceso a {host}. Si lo necesitas, pídelo a quienes lo administran. Si tienes otra cuenta, usa esa.',
  'sign-in-as-other': 'Iniciar sesión con otra cuenta',
  reference: 'Para quienes lo administran: solicitud {id}',
  'error-unavailable-title': 'No disponible en este momento',
  'error-unavailable-text':
    'Un servicio necesario para iniciar sesión no responde. No es culpa tuya y no se ha perdido nada. Inténtalo de nuevo en un minuto.',
  'error-too-many-title': 'Demasiados intentos',
  'error-too-many-text':
    'Ha habido demasiados intentos en poco tiempo. Espera unos minutos e inténtalo de nuevo.',
  'error-foreign-origin-title': 'No aceptado, por tu seguridad',
  'error-foreign-origin-text':
    'La petición venía de otro sitio, así que no se hizo nada. Si era lo que querías, hazlo de nuevo desde aquí.',
  'consent-title': '¿Está de acuerdo?',
  'consent-text': '{name} solicita lo siguiente:',
  'consent-openid': 'Saber que es usted',
  'consent-profile': 'Ver su nombre y su perfil',
  'consent-email': 'Ver sus direcciones de correo',
  'consent-phone': 'Ver su número de teléfono',
  'consent-address': 'Ver su dirección postal',
  'consent-groups': 'Ver a qué grupos pertenece',
  'consent-offline': 'Seguir conectada mientras usted no está',
  'consent-other': 'Acceso a {name}',
  'consent-remember': 'No volver a preguntarme por esto',
  'consent-accept': 'Aceptar',
  'consent-deny': 'Rechazar',
  'error-openid-title': 'Se rechazó la solicitud de la aplicación',
  'error-openid-text':
    'No se puede responder ({code}). Vuelva a la aplicación e inténtelo de nuevo. Si sigue igual, avise a quienes administran este portal: el registro dice qué falla.',
  'error-flow-over-title': 'Ha tardado demasiado',
  'error-flow-over-text':
    'No se ha perdido nada. Vuelva a la aplicación e inicie sesión desde allí otra vez.',
  'error-unknown-title': 'No ha funcionado',
  'error-unknown-text':
    'Algo ha fallado por nuestra parte. Inténtalo de nuevo en un minuto. Si continúa igual, avisa a quienes administran este portal.',
  'to-sign-in': 'Ir a la página de inicio de sesión',
  'try-again': 'Intentarlo de nuevo',
  language: 'Idioma',
  'privacy-policy': 'Política de privacidad',
};
