import type { MailTexts } from './mail-texts.ts';

/** The texts of the mails in Japanese. */
export const ja: MailTexts = {
  greeting: '{name} 様',
  events: {
    'password-changed': {
      title: 'パスワードが変更されました',
      body: '{domain} のアカウントのパスワードが変更されました。',
    },
    'password-reset': {
      title: 'パスワードが変更されました',
      body: '{domain} のアカウントのパスワードが、メールのリンクから再設定されました。',
    },
    'second-factor-added': {
      title: '二段階認証の方法が追加されました',
      body: '{domain} のアカウントに、本人確認の方法が追加されました。',
    },
    'second-factor-removed': {
      title: '二段階認証の方法が削除されました',
      body: '{domain} のアカウントから、本人確認の方法が削除されました。',
    },
    'recovery-code-used': {
      title: 'リカバリーコードが使用されました',
      body: '{domain} でリカバリーコードが 1 つ使用されました。このコードは再び使用できません。',
    },
    'recovery-codes-made': {
      title: '新しいリカバリーコード',
      body: '{domain} のアカウントの新しいリカバリーコードが作成されました。以前のコードは使用できません。',
    },
    'new-device': {
      title: '新しいデバイスからのサインイン',
      body: 'これまで使われたことのないブラウザーから、{domain} のアカウントにサインインがありました。',
    },
  },
  eventAdvice:
    'ご本人の操作であれば、何もする必要はありません。心当たりがない場合は、すぐにパスワードを変更し、管理者に連絡してください。',
  details: {
    factor: '方法',
    name: '名前',
    device: 'デバイス',
    time: '日時',
    left: '残りのコード',
    address: 'IP アドレス',
  },
  factors: {
    totp: 'ワンタイムパスワード',
    webauthn: 'セキュリティキーまたはパスキー',
    duo: 'モバイルでの承認',
  },
  unknownDevice: '不明なブラウザー',
  code: {
    title: '本人確認',
    body: '{domain} での本人確認のため、求められた画面に次のコードを入力してください。',
    lifespan: 'コードは 1 回だけ使用できます。有効期間: {lifespan}。',
    advice: 'コードを要求した覚えがない場合は、コードを無効にして、パスワードを変更してください。',
    revoke: 'コードを無効にする',
    secret: 'サポート担当を名乗る相手も含め、誰にも教えないでください。',
  },
  link: {
    title: 'パスワードの再設定',
    body: '{domain} のアカウントの新しいパスワードが要求されました。ご本人の場合は、次のリンクから設定してください。',
    lifespan: 'リンクは 1 回だけ使用できます。有効期間: {lifespan}。',
    advice: '心当たりがない場合は、リンクを無効にしてください。パスワードは変わりません。',
    revoke: 'リンクを無効にする',
    action: '新しいパスワードを設定する',
  },
  footer: 'このメールは {domain} のアカウントに関するお知らせです。',
};
