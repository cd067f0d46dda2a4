import { useCallback, useState } from 'preact/hooks';
import type { SecondFactorMethod } from '../../../../../shared/api/second-factor.ts';
import { readAccount, readConfiguration } from '../../../api/settings/account.ts';
import { readKeys } from '../../../api/settings/keys.ts';
import type { EnrolledData } from '../../../api/settings/recovery-codes.ts';
import type { SettingsOutcome } from '../../../api/settings/settings-outcome.ts';
import { readTotp } from '../../../api/settings/totp.ts';
import { HostName } from '../../../components/host-name.tsx';
import { RichText } from '../../../components/rich-text.tsx';
import { portalUrl } from '../../../portal-url.ts';
import { Group } from '../parts/group.tsx';
import { LoadedView } from '../parts/loaded-view.tsx';
import { useLoaded } from '../parts/use-loaded.ts';
import type { SectionProps } from '../section-props.ts';
import { DuoGroup } from './duo-group.tsx';
import { KeysGroup } from './keys-group.tsx';
import { PreferredGroup } from './preferred-group.tsx';
import { RecoveryCodesDialog } from './recovery-codes-dialog.tsx';
import { RecoveryCodesGroup } from './recovery-codes-group.tsx';
import { RememberedGroup } from './remembered-group.tsx';
import { TotpGroup } from './totp-group.tsx';
import { useRecoveryCodes } from './use-recovery-codes.ts';

/** What this portal offers and the person prefers. */
interface Offer {
  readonly methods: readonly SecondFactorMethod[];
  readonly preferred: SecondFactorMethod | '';
}

/** The second factors of the person signed in. */
export function TwoFactorSection(props: SectionProps) {
  const { data, t } = props;
  const load = useCallback(() => readOffer(data.basePath), [data.basePath]);
  const { loaded, reload } = useLoaded(load);
  return (
    <LoadedView id="two-factor" t={t} loaded={loaded} reload={reload} rows={4}>
      {(offer) =>
        offer.methods.length === 0 ? (
          <Group id="no-factor-group" title={t('two-factor-none-title')}>
            <p class="text">{t('two-factor-none-text')}</p>
          </Group>
        ) : (
          <Factors {...props} offer={offer} />
        )
      }
    </LoadedView>
  );
}

async function readOffer(basePath: string): Promise<SettingsOutcome<Offer>> {
  const [configuration, account] = await Promise.all([readConfiguration(basePath), readAccount(basePath)]);
  if (configuration.kind !== 'done') return configuration;
  if (account.kind !== 'done') return account;
  return {
    kind: 'done',
    data: { methods: configuration.data.available_methods, preferred: account.data.method },
  };
}

function Factors(props: SectionProps & { readonly offer: Offer }) {
  const { data, t, protect, offer } = props;
  const { basePath } = data;
  const { methods } = offer;
  const [preferred, setPreferred] = useState(offer.preferred);
  const [isEnrolled, setIsEnrolled] = useState(false);
  const totp = useLoaded(
    useCallback(
      () => whereOffered(methods, 'totp', undefined, () => readTotp(basePath)),
      [basePath, methods],
    ),
  );
  const keys = useLoaded(
    useCallback(() => whereOffered(methods, 'webauthn', [], () => readKeys(basePath)), [basePath, methods]),
  );
  const recovery = useRecoveryCodes(basePath, protect);
  const onEnrolled = (enrolled: EnrolledData) => {
    setIsEnrolled(true);
    recovery.show(enrolled?.recovery_codes);
  };
  return (
    <>
      {methods.includes('totp') && <TotpGroup {...props} {...totp} onEnrolled={onEnrolled} />}
      {methods.includes('webauthn') && <KeysGroup {...props} {...keys} onEnrolled={onEnrolled} />}
      {methods.includes('mobile_push') && <DuoGroup {...props} />}
      <RecoveryCodesGroup {...props} recovery={recovery} />
      <PreferredGroup {...props} methods={methods} preferred={preferred} onPreferred={setPreferred} />
      <RememberedGroup {...props} />
      {isEnrolled && <Onward {...props} />}
      {recovery.shown !== undefined && (
        <RecoveryCodesDialog
          t={t}
          username={data.username ?? ''}
          codes={recovery.shown}
          onClose={recovery.hide}
        />
      )}
    </>
  );
}

/** What a person has of a method, without asking where it is not offered: its endpoints are not there then. */
async function whereOffered<Data>(
  methods: readonly SecondFactorMethod[],
  method: SecondFactorMethod,
  none: Data,
  read: () => Promise<SettingsOutcome<Data>>,
): Promise<SettingsOutcome<Data>> {
  return methods.includes(method) ? read() : { kind: 'done', data: none };
}

/** The way on for somebody who came here because an application asks for a second factor. */
function Onward({ data, t }: SectionProps) {
  if (data.targetUrl === undefined || data.targetHost === undefined) return null;
  return (
    <div class="actions">
      <a class="button primary" id="settings-onward" href={portalUrl(data, '')}>
        <span>
          <RichText text={t('continue')} values={{ host: <HostName name={data.targetHost} /> }} />
        </span>
      </a>
    </div>
  );
}
