import type { MailTexts } from './mail-texts.ts';

/** The texts of the mails in Portuguese. */
export const pt: MailTexts = {
  greeting: 'Olá, {name}!',
  events: {
    'password-changed': {
      title: 'Palavra-passe alterada',
      body: 'A palavra-passe da sua conta em {domain} foi alterada.',
    },
    'password-reset': {
      title: 'Palavra-passe alterada',
      body: 'A palavra-passe da sua conta em {domain} foi reposta com uma ligação enviada por e-mail.',
    },
    'second-factor-added': {
      title: 'Segundo fator adicionado',
      body: 'Foi adicionada à sua conta em {domain} outra forma de confirmar a sua identidade.',
    },
    'second-factor-removed': {
      title: 'Segundo fator removido',
      body: 'Foi removida da sua conta em {domain} uma forma de confirmar a sua identidade.',
    },
    'recovery-code-used': {
      title: 'Código de recuperação usado',
      body: 'Um dos seus códigos de recuperação foi usado em {domain}. Não pode voltar a ser usado.',
    },
    'recovery-codes-made': {
      title: 'Novos códigos de recuperação',
      body: 'Foram criados novos códigos de recuperação para a sua conta em {domain}. Os anteriores já não servem.',
    },
    'new-device': {
      title: 'Início de sessão num dispositivo novo',
      body: 'Alguém iniciou sessão na sua conta em {domain} com um navegador que ainda não tinha sido usado.',
    },
  },
  eventAdvice:
    'Se foi você, não precisa de fazer nada. Se não foi, altere já a sua palavra-passe e avise o administrador.',
  details: {
    factor: 'Método',
    name: 'Nome',
    device: 'Dispositivo',
    time: 'Hora',
    left: 'Códigos restantes',
    address: 'Endereço IP',
  },
  factors: {
    totp: 'Palavra-passe de uso único',
    webauthn: 'Chave de segurança ou chave de acesso',
    duo: 'Confirmação no telemóvel',
  },
  unknownDevice: 'Um navegador desconhecido',
  code: {
    title: 'Confirme a sua identidade',
    body: 'Introduza este código onde lhe foi pedido, para confirmar a sua identidade em {domain}:',
    lifespan: 'Serve uma só vez, durante {lifespan}.',
    advice: 'Se não pediu nenhum código, revogue-o e altere a sua palavra-passe.',
    revoke: 'Revogar o código',
    secret: 'Não o dê a ninguém, nem mesmo a quem diga ser da assistência.',
  },
  link: {
    title: 'Reponha a sua palavra-passe',
    body: 'Alguém pediu uma nova palavra-passe para a sua conta em {domain}. Se foi você, escolha-a aqui:',
    lifespan: 'A ligação serve uma só vez, durante {lifespan}.',
    advice: 'Se não foi você, revogue a ligação. A sua palavra-passe fica como está.',
    revoke: 'Revogar a ligação',
    action: 'Escolher uma nova palavra-passe',
  },
  footer: 'Recebeu este e-mail por causa da sua conta em {domain}.',
};
