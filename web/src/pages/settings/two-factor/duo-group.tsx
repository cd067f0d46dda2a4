import { useCallback, useState } from 'preact/hooks';
import type { DuoDevicesData } from '../../../../../shared/api/duo.ts';
import { chooseDuoDevice, readDuo, readDuoDevices } from '../../../api/settings/duo.ts';
import type { SettingsOutcome } from '../../../api/settings/settings-outcome.ts';
import { Dialog } from '../../../components/dialog.tsx';
import { Note } from '../../../components/note.tsx';
import { webUrl } from '../../../web-url.ts';
import type { ProtectedOutcome } from '../elevation/use-elevation.ts';
import { changeProblemText } from '../parts/change-problem-text.ts';
import { Group } from '../parts/group.tsx';
import { LoadedView } from '../parts/loaded-view.tsx';
import { useChange } from '../parts/use-change.ts';
import { useLoaded } from '../parts/use-loaded.ts';
import type { SectionProps } from '../section-props.ts';

/** The device that Duo asks, and the choice of another. */
export function DuoGroup({ data, t, say }: SectionProps) {
  const { basePath } = data;
  const load = useCallback(() => readDuo(basePath), [basePath]);
  const { loaded, reload } = useLoaded(load);
  const [devices, setDevices] = useState<DuoDevicesData>();
  const change = useChange();
  const open = async () => {
    const done = await change.run(() => unprotected(readDuoDevices(basePath)));
    if (done !== undefined) setDevices(done.data);
  };
  const choose = async (device: string) => {
    if ((await change.run(() => unprotected(chooseDuoDevice(basePath, device)))) === undefined) return;
    setDevices(undefined);
    await reload();
    say(t('duo-chosen'));
  };
  return (
    <Group id="push-notification-group" title={t('duo-title')} text={t('duo-text')}>
      <LoadedView id="push-notification" t={t} loaded={loaded} reload={reload}>
        {({ preferred_device }) => (
          <div class="row">
            <p class="row-words">
              {preferred_device === undefined ? t('duo-none') : <bdi>{preferred_device}</bdi>}
            </p>
            <button class="button second small" type="button" id="duo-choose" onClick={() => void open()}>
              {t('duo-choose')}
            </button>
          </div>
        )}
      </LoadedView>
      {devices === undefined ? (
        <Note id="duo-note" text={changeProblemText(t, change.state.problem)} />
      ) : (
        <Dialog id="duo-dialog" title={t('duo-choose-title')} onClose={() => setDevices(undefined)}>
          <div class="form">
            <DeviceList t={t} devices={devices} onChoose={(device) => void choose(device)} />
            <button class="button second" type="button" onClick={() => setDevices(undefined)}>
              {t('cancel')}
            </button>
            <Note id="duo-note" text={changeProblemText(t, change.state.problem)} />
          </div>
        </Dialog>
      )}
    </Group>
  );
}

interface DeviceListProps extends Pick<SectionProps, 't'> {
  readonly devices: DuoDevicesData;
  readonly onChoose: (device: string) => void;
}

function DeviceList({ t, devices, onChoose }: DeviceListProps) {
  const enrolUrl = webUrl(devices.enroll_url);
  const pushed = (devices.devices ?? []).filter(({ capabilities }) => capabilities.includes('push'));
  if (pushed.length > 0) {
    return (
      <>
        {pushed.map(({ device, display_name }) => (
          <button class="button second" type="button" key={device} onClick={() => onChoose(device)}>
            <bdi>{display_name || device}</bdi>
          </button>
        ))}
      </>
    );
  }
  return (
    <>
      <p class="text">{t('duo-no-devices')}</p>
      {enrolUrl !== undefined && (
        <a class="button primary" href={enrolUrl} rel="noopener noreferrer" target="_blank">
          {t('duo-enrol')}
        </a>
      )}
    </>
  );
}

/** These need no more than a session. */
async function unprotected<Data>(asked: Promise<SettingsOutcome<Data>>): Promise<ProtectedOutcome<Data>> {
  const outcome = await asked;
  return outcome.kind === 'elevation-needed' ? { kind: 'given-up' } : outcome;
}
