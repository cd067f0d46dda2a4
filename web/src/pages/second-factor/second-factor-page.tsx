import type { ComponentType } from 'preact';
import type { SecondFactorName } from '../../../../shared/api/page.ts';
import { Layout } from '../../components/layout.tsx';
import { SignOutForm } from '../../components/sign-out-form.tsx';
import { wayOn } from '../../components/way-on.tsx';
import type { PageProps } from '../../page-props.ts';
import { MethodChooser } from './method-chooser.tsx';
import { NotEnrolled } from './not-enrolled.tsx';
import { OneTimePassword } from './one-time-password.tsx';
import { PasswordAgain } from './password-again.tsx';
import { PushNotification } from './push-notification.tsx';
import { RecoveryCode } from './recovery-code.tsx';
import { SecurityKey } from './security-key.tsx';

const views: Readonly<Record<SecondFactorName, ComponentType<PageProps>>> = {
  'one-time-password': OneTimePassword,
  webauthn: SecurityKey,
  'push-notification': PushNotification,
  password: PasswordAgain,
  'recovery-code': RecoveryCode,
};

/** The second-factor page: one way to prove it is shown, the others are a press away. */
export function SecondFactorPage({ data, t }: PageProps) {
  const method = data.secondFactor?.methods[0];
  const View = method === undefined ? NotEnrolled : views[method];
  return (
    <Layout
      data={data}
      t={t}
      id="second-factor-stage"
      title={t('second-factor-title')}
      subtitle={wayOn({ data, t })}
    >
      <View data={data} t={t} />
      <div class="further">
        <MethodChooser data={data} t={t} />
        <SignOutForm data={data} t={t} label="sign-in-as-other" isQuiet />
      </div>
    </Layout>
  );
}
