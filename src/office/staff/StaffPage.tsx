import { getRouteApi } from '@tanstack/react-router';
import { App, Button, Checkbox, Input, type TableColumnsType } from 'antd';
import { useState } from 'react';
import type { StaffMemberView } from '../../protocol/wire-staff.ts';
import { useStanding } from '../api/standing.ts';
import { useNames } from '../catalogue/use-catalogue.ts';
import { AskFault, FaultNote } from '../shell/FaultNote.tsx';
import { useWords } from '../shell/i18n.ts';
import { Mark } from '../shell/Mark.tsx';
import { OfficeTable } from '../shell/OfficeTable.tsx';
import { PageHead } from '../shell/PageHead.tsx';
import { mayWrite } from '../shell/pages.ts';
import { MemberForm } from './MemberForm.tsx';
import { SignInSites } from './SignInSites.tsx';
import { useSaveMember, useStaff } from './use-staff.tsx';

const route = getRouteApi('/staff');

type Ask = (kind: 'reset' | 'remove', member: StaffMemberView) => unknown;

/** Who may sign in at the desks: members, roles, sites and PINs, and which sites ask for a sign-in. */
export function StaffPage() {
  const { t } = useWords();
  const { modal } = App.useApp();
  const search = route.useSearch();
  const { siteName } = useNames();
  const isWriter = mayWrite(useStanding().standing);
  const [open, setOpen] = useState<StaffMemberView | 'new' | null>(null);
  const asked = useStaff();
  const saving = useSaveMember(() => setOpen(null));
  const wanted = (search.q ?? '').trim().toLowerCase();
  const rows = (asked.data?.members ?? []).filter(
    ({ name, siteIds, removedAtMs }) =>
      (search.removed === true || removedAtMs === null) &&
      [name, ...siteIds.map(siteName)].some((text) => text.toLowerCase().includes(wanted)),
  );
  const ask: Ask = (kind, { memberId, name }) =>
    modal.confirm({
      title: t(`staff.${kind}`),
      content: t(`staff.${kind}Ask`, { name }),
      okText: t(`staff.${kind}`),
      cancelText: t('shell.cancel'),
      onOk: () => saving.mutate({ memberId, body: kind === 'reset' ? { reset: true } : { removed: true } }),
    });
  return (
    <>
      <PageHead title={t('staff.title')} about={t('staff.about')}>
        {isWriter && (
          <Button type="primary" onClick={() => setOpen('new')}>
            {t('staff.add')}
          </Button>
        )}
      </PageHead>
      <StaffFilter />
      <AskFault asked={asked} />
      {saving.error !== null && open === null && <FaultNote fault={saving.error} />}
      <OfficeTable<StaffMemberView>
        label={t('staff.title')}
        columns={useColumns(setOpen, ask, isWriter)}
        rows={rows}
        rowKey={({ memberId }) => memberId}
        isLoading={asked.isLoading}
        empty={t('staff.empty')}
      />
      <SignInSites sites={asked.data?.sites ?? []} members={asked.data?.members ?? []} isWriter={isWriter} />
      {open !== null && (
        <MemberForm
          member={open === 'new' ? null : open}
          saving={saving}
          onClose={() => {
            saving.reset();
            setOpen(null);
          }}
          onSave={(body) => saving.mutate({ memberId: open === 'new' ? null : open.memberId, body })}
        />
      )}
    </>
  );
}

/** Which members are shown: by name or site, and with or without those who were removed. */
function StaffFilter() {
  const { t } = useWords();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  return (
    <div className="bar">
      <Input.Search
        allowClear
        style={{ maxWidth: '20rem' }}
        aria-label={t('staff.search')}
        placeholder={t('staff.search')}
        defaultValue={search.q}
        onChange={({ target }) =>
          void navigate({
            search: (before) => ({ ...before, q: target.value === '' ? undefined : target.value }),
            replace: true,
          })
        }
      />
      <Checkbox
        checked={search.removed === true}
        onChange={({ target }) =>
          void navigate({
            search: (before) => ({ ...before, removed: target.checked ? true : undefined }),
          })
        }
      >
        {t('staff.showRemoved')}
      </Checkbox>
    </div>
  );
}

function useColumns(
  onOpen: (member: StaffMemberView) => void,
  ask: Ask,
  isWriter: boolean,
): TableColumnsType<StaffMemberView> {
  const { t } = useWords();
  const { siteNames } = useNames();
  const columns: TableColumnsType<StaffMemberView> = [
    { key: 'name', title: t('staff.name'), width: 100, dataIndex: 'name' },
    {
      key: 'role',
      title: t('staff.role'),
      width: 110,
      render: (_value, { role }) => t(`staff.roles.${role}`),
    },
    {
      key: 'sites',
      title: t('staff.sites'),
      render: (_value, { siteIds }) => siteNames(siteIds),
    },
    {
      key: 'state',
      title: t('staff.state'),
      width: 130,
      render: (_value, { pin, removedAtMs }) => {
        if (removedAtMs !== null) return <Mark tone="plain">{t('staff.removed')}</Mark>;
        return <Mark tone={pin === 'own' ? 'good' : 'look'}>{t(`staff.pin.${pin}`)}</Mark>;
      },
    },
  ];
  const action = {
    key: 'do',
    title: t('staff.action'),
    width: 250,
    render: (_value: unknown, member: StaffMemberView) =>
      member.removedAtMs === null && (
        <span className="bar" style={{ margin: 0 }}>
          <Button size="small" onClick={() => onOpen(member)}>
            {t('staff.change')}
          </Button>
          <Button size="small" onClick={() => ask('reset', member)}>
            {t('staff.reset')}
          </Button>
          <Button size="small" danger onClick={() => ask('remove', member)}>
            {t('staff.remove')}
          </Button>
        </span>
      ),
  };
  return isWriter ? [...columns, action] : columns;
}
