import { useCallback } from 'preact/hooks';
import {
  forgetAllDevices,
  forgetDevice,
  readRememberedDevices,
} from '../../../api/settings/remembered-devices.ts';
import { Note } from '../../../components/note.tsx';
import { changeProblemText } from '../parts/change-problem-text.ts';
import { createDates } from '../parts/dates.ts';
import { focusGroup, Group } from '../parts/group.tsx';
import { useChange } from '../parts/use-change.ts';
import { useLoaded } from '../parts/use-loaded.ts';
import type { SectionProps } from '../section-props.ts';
import { deviceWords } from '../sessions/session-words.ts';

const groupId = 'remembered-group';

/** The browsers that are not asked for a second factor; nothing where there are none, or this portal remembers none. */
export function RememberedGroup({ data, t, protect, say }: SectionProps) {
  const load = useCallback(() => readRememberedDevices(data.basePath), [data.basePath]);
  const { loaded, reload } = useLoaded(load);
  const change = useChange();
  if (loaded.phase !== 'there' || loaded.data.devices.length === 0) return null;
  const dates = createDates(data.language, Date.now);
  const forget = async (id?: string) => {
    const done = await change.run(() =>
      protect(() => (id === undefined ? forgetAllDevices(data.basePath) : forgetDevice(data.basePath, id))),
    );
    if (done === undefined) return;
    await reload();
    say(t(id === undefined ? 'remembered-all-forgotten' : 'remembered-forgotten'));
    focusGroup(groupId);
  };
  return (
    <Group id={groupId} title={t('remembered-title')} text={t('remembered-text')}>
      <ul class="rows">
        {loaded.data.devices.map((device) => (
          <li class="row" key={device.id}>
            <div class="row-words">
              <p class="row-title">
                <bdi>{deviceWords(t, device)}</bdi>
              </p>
              <p class="row-facts">{t('remembered-until', { day: dates.day(device.ends_at) })}</p>
            </div>
            {/* Without a question: it only takes away, and is made anew at the next sign-in. */}
            <button
              class="button second small"
              type="button"
              aria-label={`${t('remembered-forget')}: ${deviceWords(t, device)}`}
              onClick={() => void forget(device.id)}
            >
              {t('remembered-forget')}
            </button>
          </li>
        ))}
      </ul>
      {loaded.data.devices.length > 1 && (
        <button
          class="button second fit"
          id="remembered-forget-all"
          type="button"
          onClick={() => void forget()}
        >
          {t('remembered-forget-all')}
        </button>
      )}
      <Note id={`${groupId}-note`} text={changeProblemText(t, change.state.problem)} />
    </Group>
  );
}
