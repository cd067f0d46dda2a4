import type { MailTexts } from './mail-texts.ts';

/** The texts of the mails in Spanish. */
export const es: MailTexts = {
  greeting: 'Hola, {name}:',
  events: {
    'password-changed': {
      title: 'Contraseña cambiada',
      body: 'Se ha cambiado la contraseña de su cuenta en {domain}.',
    },
    'password-reset': {
      title: 'Contraseña cambiada',
      body: 'Se ha restablecido la contraseña de su cuenta en {domain} con un enlace enviado por correo.',
    },
    'second-factor-added': {
      title: 'Segundo factor añadido',
      body: 'Se ha añadido a su cuenta en {domain} otra forma de confirmar su identidad.',
    },
    'second-factor-removed': {
      title: 'Segundo factor eliminado',
      body: 'Se ha eliminado de su cuenta en {domain} una forma de confirmar su identidad.',
    },
    'recovery-code-used': {
      title: 'Código de recuperación usado',
      body: 'Se ha usado uno de sus códigos de recuperación en {domain}. No se puede volver a usar.',
    },
    'recovery-codes-made': {
      title: 'Nuevos códigos de recuperación',
      body: 'Se han creado nuevos códigos de recuperación para su cuenta en {domain}. Los anteriores ya no sirven.',
    },
    'new-device': {
      title: 'Inicio de sesión desde un dispositivo nuevo',
      body: 'Alguien ha iniciado sesión en su cuenta en {domain} con un navegador que no se había usado antes.',
    },
  },
  eventAdvice:
    'Si ha sido usted, no tiene que hacer nada. Si no, cambie su contraseña ahora mismo y avise a su administrador.',
  details: {
    factor: 'Método',
    name: 'Nombre',
    device: 'Dispositivo',
    time: 'Hora',
    left: 'Códigos restantes',
    address: 'Dirección IP',
  },
  factors: {
    totp: 'Contraseña de un solo uso',
    webauthn: 'Llave de seguridad o clave de acceso',
    duo: 'Confirmación en el móvil',
  },
  unknownDevice: 'Un navegador desconocido',
  code: {
    title: 'Confirme su identidad',
    body: 'Escriba este código donde se le ha pedido para confirmar su identidad en {domain}:',
    lifespan: 'Sirve una sola vez, durante {lifespan}.',
    advice: 'Si no ha pedido ningún código, revóquelo y cambie su contraseña.',
    revoke: 'Revocar el código',
    secret: 'No se lo dé a nadie, ni siquiera a quien diga ser del servicio de asistencia.',
  },
  link: {
    title: 'Restablezca su contraseña',
    body: 'Alguien ha pedido una contraseña nueva para su cuenta en {domain}. Si ha sido usted, elíjala aquí:',
    lifespan: 'El enlace sirve una sola vez, durante {lifespan}.',
    advice: 'Si no ha sido usted, revoque el enlace. Su contraseña sigue igual.',
    revoke: 'Revocar el enlace',
    action: 'Elegir una contraseña nueva',
  },
  footer: 'Ha recibido este correo por su cuenta en {domain}.',
};
