import type { Texts } from '../message-id.ts';

/** The texts in Portuguese. */
export const pt: Texts = {
  'product-name': 'Gatehouse',
  'continue-to': 'para continuar em {host}',
  'sign-in-title': 'Entrar',
  'user-name': 'Nome de usuário',
  password: 'Senha',
  'show-password': 'Mostrar a senha',
  'hide-password': 'Ocultar a senha',
  'caps-lock': 'Caps Lock está ativado',
  'remember-me': 'Lembrar de mim',
  'forgot-password': 'Esqueceu a senha?',
  'sign-in': 'Entrar',
  'signing-in': 'Entrando…',
  'wrong-credentials': 'O nome de usuário ou a senha não está correto. Confira os dois e tente novamente.',
  'password-expired': 'Sua senha expirou. Defina uma nova e depois entre.',
  'missing-fields': 'Digite seu nome de usuário e sua senha.',
  'missing-user-name': 'Digite seu nome de usuário.',
  'missing-password': 'Digite sua senha.',
  'too-many': 'Muitas tentativas em pouco tempo. Espere alguns minutos e tente novamente.',
  unavailable: 'Não é possível entrar agora. A culpa não é sua: tente novamente em um minuto.',
  offline: 'Não foi possível conectar ao servidor. Verifique sua conexão e tente novamente.',
  'foreign-origin':
    'Para sua segurança, este formulário não foi aceito, porque veio de outro site. Tente novamente aqui.',
  'signed-in-title': 'Você entrou',
  'signed-in-as': 'como {name}',
  'signed-in-text': 'Não há mais nada a fazer aqui. Volte para o aplicativo que você quer usar.',
  'signed-in-continue-text': 'Não há mais nada a fazer aqui.',
  'account-menu': 'A sua conta',
  'account-settings': 'Definições',
  continue: 'Continuar para {host}',
  'sign-out': 'Sair',
  'signing-out': 'Saindo…',
  'sign-out-title': 'Quer sair?',
  'sign-out-text': 'Sua sessão será encerrada nos aplicativos que você acessou por esta página.',
  'stay-signed-in': 'Continuar conectado',
  'signed-out-title': 'Você saiu',
  'signed-out-text': 'Se outras pessoas usam este dispositivo, feche também o navegador.',
  'sign-in-again': 'Entrar novamente',
  'sign-out-unavailable': 'Sua sessão continua aberta: não foi possível sair. Tente novamente em um minuto.',
  'sign-out-offline':
    'Sua sessão continua aberta: não foi possível conectar ao servidor. Verifique sua conexão e tente novamente.',
  'second-factor-title': 'É preciso mais uma etapa',
  'second-factor-text':
    'Além da senha, {host} pede uma segunda prova de que é você. Esta versão do portal ainda não consegue verificá-la.',
  'second-factor-text-no-host':
    'Além da senha, o aplicativo pede uma segunda prova de que é você. Esta versão do portal ainda não consegue verificá-la.',
  'second-factor-next':
    'Pergunte a quem administra este portal como você pode obter acesso. Entrar novamente não vai ajudar.',
  'error-not-found-title': 'Não há nada aqui',
  'error-not-found-text':
    'Este endereço não leva a lugar nenhum. Confira se foi digitado corretamente ou comece pela página de entrada.',
  'error-unsafe-target-title': 'Você não foi redirecionado',
  'error-unsafe-target-text':
    'O link queria levar você a um endereço que este portal não protege. Pode ser um engano ou uma tentativa de golpe. Prefira abrir o aplicativo pelos seus favoritos.',
  'error-no-cookie-domain-title': 'Este endereço não está configurado',
  'error-no-cookie-domain-text':
    'O portal de entrada foi aberto em um endereço que ele não conhece. Abra o aplicativo de novo ou peça o endereço certo a quem o administra.',
  'error-no-cookie-domain-operator': 'Se você o administra: adicione este domínio a {key} na configuração.',
  'error-forbidden-title': 'Você não pode abrir esta página',
  'error-forbidden-text':
    'Você entrou como {name}, e esta conta não tem acesso a {host}. Se precisar dele, fale com quem administra o serviço. Se tiver outra conta, use essa.',
  'sign-in-as-other': 'Entrar com outra conta',
  reference: 'Para quem administra: solicitação {id}',
  'error-unavailable-title': 'Indisponível no momento',
  'error-unavailable-text':
    'Um serviço necessário para entrar não está respondendo. A culpa não é sua e nada foi perdido. Tente novamente em um minuto.',
  'error-too-many-title': 'Muitas tentativas',
  'error-too-many-text': 'Houve muitas tentativas em pouco tempo. Espere alguns minutos e tente novamente.',
  'error-foreign-origin-title': 'Não aceito, para sua segurança',
  'error-foreign-origin-text':
    'O pedido veio de outro site, por isso nada foi feito. Se era isso que você queria, faça de novo a partir daqui.',
  'error-unknown-title': 'Isso não funcionou',
  'error-unknown-text':
    'Algo deu errado do nosso lado. Tente novamente em um minuto. Se continuar assim, avise quem administra este portal.',
  'to-sign-in': 'Ir para a página de entrada',
  'try-again': 'Tentar novamente',
  language: 'Idioma',
  'privacy-policy': 'Política de privacidade',
};
