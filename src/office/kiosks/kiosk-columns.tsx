import type { TableColumnsType } from 'antd';
import type { OfficeKiosk } from '../../protocol/wire-kiosks.ts';
import { useNames } from '../catalogue/use-catalogue.ts';
import { useWords } from '../shell/i18n.ts';
import { Mark } from '../shell/Mark.tsx';
import { byField } from '../shell/OfficeTable.tsx';
import { useSince } from '../shell/times.ts';
import { troublesOf } from './use-kiosks.ts';

const SECOND_MS = 1_000;

export function useKioskColumns(now: number): TableColumnsType<OfficeKiosk> {
  const { t } = useWords();
  const { siteName } = useNames();
  const since = useSince();
  const clockOf = useClockWords();
  return [
    {
      key: 'name',
      title: t('kiosks.col.name'),
      width: 170,
      sorter: byField((kiosk) => kiosk.name),
      dataIndex: 'name',
    },
    {
      key: 'sites',
      title: t('kiosks.col.sites'),
      width: 150,
      render: (_value, { siteIds }) => {
        const [first = '', ...others] = siteIds.map(siteName);
        return others.length === 0 ? first : `${first} +${others.length}`;
      },
    },
    {
      key: 'state',
      title: t('kiosks.col.state'),
      width: 125,
      sorter: byField((kiosk) => (kiosk.revokedAtMs === null ? -troublesOf(kiosk, now).length : 1)),
      render: (_value, kiosk) => <KioskState kiosk={kiosk} now={now} />,
    },
    {
      key: 'seen',
      title: t('kiosks.col.seen'),
      width: 120,
      sorter: byField(({ lastSeenMs }) => lastSeenMs),
      render: (_value, { lastSeenMs }) => since(lastSeenMs, now),
    },
    {
      key: 'data',
      title: t('kiosks.col.data'),
      width: 120,
      sorter: byField(({ rosterAtMs }) => rosterAtMs),
      render: (_value, { rosterAtMs }) => since(rosterAtMs, now),
    },
    {
      key: 'waiting',
      title: t('kiosks.col.waiting'),
      width: 90,
      align: 'right',
      sorter: byField(({ waiting }) => waiting),
      render: (_value, { waiting }) => waiting ?? t('kiosks.waitingUnknown'),
    },
    { key: 'clock', title: t('kiosks.col.clock'), width: 130, render: (_value, kiosk) => clockOf(kiosk) },
    {
      key: 'version',
      title: t('kiosks.col.version'),
      width: 90,
      sorter: byField(({ appVersion }) => appVersion),
      render: (_value, { appVersion }) => appVersion ?? t('kiosks.unknown'),
    },
  ];
}

function KioskState({ kiosk, now }: { readonly kiosk: OfficeKiosk; readonly now: number }) {
  const { t } = useWords();
  if (kiosk.revokedAtMs !== null) return <Mark tone="plain">{t('kiosks.revoked')}</Mark>;
  const troubles = troublesOf(kiosk, now);
  if (troubles.length === 0) return <Mark tone="good">{t('kiosks.good')}</Mark>;
  return (
    <>
      {troubles.map((trouble) => (
        <div key={trouble}>
          <Mark tone="look">{t(`kiosks.trouble.${trouble}`)}</Mark>
        </div>
      ))}
    </>
  );
}

function useClockWords(): (kiosk: OfficeKiosk) => string {
  const { t } = useWords();
  return ({ clock, clockOffByMs }) => {
    if (clock === null) return t('kiosks.unknown');
    const seconds = Math.round((clockOffByMs ?? 0) / SECOND_MS);
    const words = t(`kiosks.clock.${clock}`);
    return seconds === 0 ? words : t('kiosks.clockOff', { words, seconds });
  };
}
