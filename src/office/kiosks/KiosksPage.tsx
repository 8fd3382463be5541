import { getRouteApi } from '@tanstack/react-router';
import { Button, Input, Segmented, Select } from 'antd';
import { useState } from 'react';
import type { OfficeKiosk } from '../../protocol/wire-kiosks.ts';
import { useNames } from '../catalogue/use-catalogue.ts';
import { AskFault } from '../shell/FaultNote.tsx';
import { useWords } from '../shell/i18n.ts';
import { OfficeTable } from '../shell/OfficeTable.tsx';
import { PageHead } from '../shell/PageHead.tsx';
import { EnrolKiosk } from './EnrolKiosk.tsx';
import { KioskDetail } from './KioskDetail.tsx';
import { useKioskColumns } from './kiosk-columns.tsx';
import { RevokeKiosks } from './RevokeKiosks.tsx';
import { troublesOf, useKiosks } from './use-kiosks.ts';

const route = getRouteApi('/kiosks');
const SHOWS = ['active', 'trouble', 'old-data', 'waiting', 'revoked', 'all'] as const;
type Show = (typeof SHOWS)[number];

/** The kiosks of the district: how each is doing, codes for new ones, and revocation. */
export function KiosksPage() {
  const { t } = useWords();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const names = useNames();
  const asked = useKiosks();
  const [open, setOpen] = useState<'enrol' | 'revoke' | null>(null);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const now = asked.data?.serverTimeMs ?? Date.now();
  const columns = useKioskColumns(now);
  const show = shownBy(search);
  const wanted = (search.q ?? '').trim().toLowerCase();
  const all = asked.data?.kiosks ?? [];
  const rows = all.filter(
    (kiosk) =>
      isShown(kiosk, show, now) &&
      (search.site === undefined || kiosk.siteIds.includes(search.site)) &&
      [kiosk.name, kiosk.kioskId, kiosk.shortName ?? '', ...kiosk.siteIds.map(names.siteName)].some((text) =>
        text.toLowerCase().includes(wanted),
      ),
  );
  const chosenKiosks = all.filter(
    ({ kioskId, revokedAtMs }) => revokedAtMs === null && chosen.includes(kioskId),
  );
  return (
    <>
      <PageHead title={t('kiosks.title')} about={t('kiosks.about')}>
        <Button type="primary" onClick={() => setOpen('enrol')}>
          {t('kiosks.enrol')}
        </Button>
        <Button danger disabled={chosenKiosks.length === 0} onClick={() => setOpen('revoke')}>
          {t('kiosks.revokeMany', { count: chosenKiosks.length })}
        </Button>
      </PageHead>
      <KiosksBar count={asked.data === undefined ? null : rows.length} />
      <AskFault asked={asked} />
      <OfficeTable<OfficeKiosk>
        label={t('kiosks.title')}
        columns={columns}
        rows={rows}
        rowKey={({ kioskId }) => kioskId}
        isLoading={asked.isLoading}
        empty={all.length === 0 ? t('kiosks.empty') : t('kiosks.emptyFound')}
        sorted={search}
        onSort={({ sort, order }) => void navigate({ search: (before) => ({ ...before, sort, order }) })}
        width={1100}
        chosen={{
          keys: chosen,
          onChange: setChosen,
          isOpen: ({ revokedAtMs }) => revokedAtMs === null,
          labelOf: ({ name }) => t('kiosks.select', { name }),
        }}
        detail={(kiosk) => <KioskDetail kiosk={kiosk} />}
      />
      <EnrolKiosk isOpen={open === 'enrol'} onClose={() => setOpen(null)} />
      {open === 'revoke' && (
        <RevokeKiosks
          kiosks={chosenKiosks}
          onClose={() => setOpen(null)}
          onDone={() => {
            setOpen(null);
            setChosen([]);
          }}
        />
      )}
    </>
  );
}

/** Chooses which kiosks the page lists: by their state, by a text and by a desk. `count` is null until they are known. */
function KiosksBar({ count }: { readonly count: number | null }) {
  const { t, say } = useWords();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const names = useNames();
  return (
    <div className="bar">
      <Segmented<Show>
        aria-label={t('kiosks.col.state')}
        value={shownBy(search)}
        options={SHOWS.map((value) => ({ value, label: t(`kiosks.show.${value}`) }))}
        onChange={(value) => void navigate({ search: (before) => ({ ...before, show: value }) })}
      />
      <Input
        style={{ width: '16rem' }}
        aria-label={t('kiosks.search')}
        placeholder={t('kiosks.search')}
        allowClear
        value={search.q ?? ''}
        onChange={({ target }) =>
          void navigate({
            search: (before) => ({ ...before, q: target.value === '' ? undefined : target.value }),
            replace: true,
          })
        }
      />
      <Select
        style={{ width: '16rem' }}
        aria-label={t('kiosks.col.sites')}
        value={search.site ?? ''}
        options={[
          { value: '', label: t('shell.allOf', { name: t('kiosks.col.sites') }) },
          ...names.sites.map((site) => ({ value: site.id, label: say(site.name) })),
        ]}
        onChange={(value) =>
          void navigate({ search: (before) => ({ ...before, site: value === '' ? undefined : value }) })
        }
      />
      <span className="soft" role="status">
        {count !== null && t('kiosks.count', { count })}
      </span>
    </div>
  );
}

function shownBy(search: { readonly show?: string | undefined }): Show {
  return SHOWS.find((one) => one === search.show) ?? 'active';
}

function isShown(kiosk: OfficeKiosk, show: Show, now: number): boolean {
  if (show === 'all') return true;
  if (show === 'revoked') return kiosk.revokedAtMs !== null;
  if (kiosk.revokedAtMs !== null) return false;
  if (show === 'active') return true;
  const troubles = troublesOf(kiosk, now);
  return show === 'trouble' ? troubles.length > 0 : troubles.includes(show);
}
