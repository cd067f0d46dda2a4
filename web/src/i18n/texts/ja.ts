import type { Texts } from '../message-id.ts';

/** The texts in Japanese. */
export const ja: Texts = {
  'product-name': 'Gatehouse',
  'continue-to': '{host} に進みます',
  'sign-in-title': 'サインイン',
  'user-name': 'ユーザー名',
  password: 'パスワード',
  'show-password': 'パスワードを表示',
  'hide-password': 'パスワードを隠す',
  'caps-lock': 'Caps Lock がオンです',
  'remember-me': 'サインインしたままにする',
  'forgot-password': 'パスワードをお忘れですか？',
  'sign-in': 'サインイン',
  'signing-in': 'サインインしています…',
  'wrong-credentials':
    'ユーザー名またはパスワードが正しくありません。両方を確認して、もう一度お試しください。',
  'password-expired':
    'パスワードの有効期限が切れています。新しいパスワードを設定してからサインインしてください。',
  'missing-fields': 'ユーザー名とパスワードを入力してください。',
  'missing-user-name': 'ユーザー名を入力してください。',
  'missing-password': 'パスワードを入力してください。',
  'too-many': '短時間に試行が集中しました。数分待ってから、もう一度お試しください。',
  unavailable:
    '現在サインインできません。お客様の操作に問題はありません。1 分ほど待ってから、もう一度お試しください。',
  offline: 'サーバーに接続できません。ネットワーク接続を確認して、もう一度お試しください。',
  'foreign-origin':
    '別のサイトから送られたフォームのため、安全上受け付けませんでした。このページでもう一度お試しください。',
  'signed-in-title': 'サインインしています',
  'signed-in-as': '{name} さん',
  'signed-in-text': 'このページで行うことはほかにありません。ご利用になるアプリケーションにお戻りください。',
  'signed-in-continue-text': 'このページで行うことはほかにありません。',
  continue: '{host} に進む',
  'sign-out': 'サインアウト',
  'signing-out': 'サインアウトしています…',
  'sign-out-title': 'サインアウトしますか？',
  'sign-out-text': 'このページを通じて利用しているアプリケーションからサインアウトします。',
  'stay-signed-in': 'サインインしたままにする',
  'signed-out-title': 'サインアウトしました',
  'signed-out-text': 'この端末をほかの人も使う場合は、ブラウザーも閉じてください。',
  'sign-in-again': 'もう一度サインインする',
  'sign-out-unavailable':
    'サインアウトできなかったため、まだサインインしたままです。1 分ほど待ってから、もう一度お試しください。',
  'sign-out-offline':
    'サーバーに接続できないため、まだサインインしたままです。ネットワーク接続を確認して、もう一度お試しください。',
  'second-factor-title': '2 段階目の確認が必要です',
  'second-factor-text':
    '{host} では、パスワードに加えて、ご本人であることの 2 つ目の確認が必要です。このバージョンのポータルはまだこの確認に対応していません。',
  'second-factor-text-no-host':
    'このアプリケーションでは、パスワードに加えて、ご本人であることの 2 つ目の確認が必要です。このバージョンのポータルはまだこの確認に対応していません。',
  'second-factor-next':
    '利用方法については、このポータルの管理者にお問い合わせください。サインインし直しても解決しません。',
  'error-not-found-title': 'ページが見つかりません',
  'error-not-found-text':
    'このアドレスにはページがありません。入力に誤りがないか確認するか、サインインページからやり直してください。',
  'error-unsafe-target-title': '移動を中止しました',
  'error-unsafe-target-text':
    'リンクの移動先は、このポータルが保護していないアドレスでした。誤りか、偽サイトへの誘導のおそれがあります。アプリケーションはご自身のブックマークから開いてください。',
  'error-no-cookie-domain-title': 'このアドレスは設定されていません',
  'error-no-cookie-domain-text':
    'サインインポータルが、登録されていないアドレスで開かれました。アプリケーションを開き直すか、正しいアドレスを管理者にお問い合わせください。',
  'error-no-cookie-domain-operator': '管理者の方へ：設定の {key} にこのドメインを追加してください。',
  'error-forbidden-title': 'このページは開けません',
  'error-forbidden-text':
    '{name} としてサインインしていますが、このアカウントには {host} へのアクセス権がありません。必要な場合は管理者に問い合わせてください。別のアカウントをお持ちの場合は、そちらを使ってください。',
  'sign-in-as-other': '別のアカウントでサインインする',
  reference: '管理者向け：リクエスト {id}',
  'error-unavailable-title': '現在ご利用いただけません',
  'error-unavailable-text':
    'サインインに必要なサービスが応答していません。お客様の操作に問題はなく、失われたものもありません。1 分ほど待ってから、もう一度お試しください。',
  'error-too-many-title': '試行回数が多すぎます',
  'error-too-many-text': '短時間に試行が集中しました。数分待ってから、もう一度お試しください。',
  'error-foreign-origin-title': '安全のため受け付けませんでした',
  'error-foreign-origin-text':
    '別のサイトからの要求だったため、何も行いませんでした。ご自身の操作であれば、ここからもう一度行ってください。',
  'consent-title': '同意しますか',
  'consent-text': '{name} が次のことを求めています。',
  'consent-openid': 'ご本人であることの確認',
  'consent-profile': 'お名前とプロフィールの閲覧',
  'consent-email': 'メールアドレスの閲覧',
  'consent-phone': '電話番号の閲覧',
  'consent-address': '住所の閲覧',
  'consent-groups': '所属グループの閲覧',
  'consent-offline': '離席中も接続を保つこと',
  'consent-other': '{name} へのアクセス',
  'consent-remember': '今後は確認しない',
  'consent-accept': '同意する',
  'consent-deny': '拒否する',
  'error-openid-title': 'アプリケーションの要求は拒否されました',
  'error-openid-text':
    '応答できません（{code}）。アプリケーションに戻って、もう一度お試しください。それでも解決しない場合は、このポータルの管理者にお知らせください。原因はログに記録されています。',
  'error-flow-over-title': '時間がかかりすぎました',
  'error-flow-over-text':
    '失われたものはありません。アプリケーションに戻って、もう一度サインインしてください。',
  'error-unknown-title': '処理できませんでした',
  'error-unknown-text':
    'こちら側で問題が発生しました。1 分ほど待ってから、もう一度お試しください。解決しない場合は、このポータルの管理者にお知らせください。',
  'to-sign-in': 'サインインページへ',
  'try-again': 'もう一度試す',
  language: '言語',
  'privacy-policy': 'プライバシーポリシー',
};
