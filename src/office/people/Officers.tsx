import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { App, Button, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { OfficerReply, OfficersReply, type OfficerView } from '../../protocol/wire-office.ts';
import { call } from '../api/call.ts';
import { useNames } from '../catalogue/use-catalogue.ts';
import { AskFault, FaultNote } from '../shell/FaultNote.tsx';
import { useWords } from '../shell/i18n.ts';
import { Mark } from '../shell/Mark.tsx';
import { OfficeTable } from '../shell/OfficeTable.tsx';
import { useTellOnce } from '../shell/use-tell-once.tsx';
import { type OfficerFields, OfficerForm } from './OfficerForm.tsx';

const route = getRouteApi('/people');
const KEY = ['officers'] as const;

type Change = { readonly locked: boolean } | { readonly reset: true } | Omit<OfficerFields, 'name'>;

/** The people of the office: added, locked, given another role or a new password. */
export function Officers() {
  const { t } = useWords();
  const { modal } = App.useApp();
  // Another page may send an administrator here to add a person.
  const [open, setOpen] = useState<OfficerView | 'new' | null>(route.useSearch().add === true ? 'new' : null);
  const asked = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => call({ path: 'officers', reply: OfficersReply, signal }),
  });
  const saving = useSaving(() => setOpen(null));
  const ask = (kind: 'lock' | 'unlock' | 'reset', { name }: OfficerView) =>
    modal.confirm({
      title: t(`people.${kind}`),
      content: t(`people.${kind}Ask`, { name }),
      okText: t(`people.${kind}`),
      cancelText: t('shell.cancel'),
      onOk: () =>
        saving.mutate({ name, change: kind === 'reset' ? { reset: true } : { locked: kind === 'lock' } }),
    });
  return (
    <>
      <div className="bar">
        <Button type="primary" onClick={() => setOpen('new')}>
          {t('people.add')}
        </Button>
      </div>
      <AskFault asked={asked} />
      {saving.error !== null && open === null && <FaultNote fault={saving.error} />}
      <OfficeTable<OfficerView>
        label={t('people.tabs.officers')}
        columns={useColumns(setOpen, ask)}
        rows={asked.data?.officers ?? []}
        rowKey={({ name }) => name}
        isLoading={asked.isLoading}
        empty={t('people.officersEmpty')}
      />
      {open !== null && (
        <OfficerForm
          officer={open === 'new' ? null : open}
          saving={saving}
          onClose={() => {
            saving.reset();
            setOpen(null);
          }}
          onSave={({ name, ...change }) =>
            saving.mutate(
              open === 'new' ? { name: null, change: { name, ...change } } : { name: open.name, change },
            )
          }
        />
      )}
    </>
  );
}

function useSaving(onDone: () => void) {
  const { t } = useWords();
  const tellOnce = useTellOnce();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({
      name,
      change,
    }: {
      readonly name: string | null;
      readonly change: Change | OfficerFields;
    }) =>
      call({
        method: 'POST',
        path: name === null ? 'officers' : `officers/${encodeURIComponent(name)}`,
        body: change,
        reply: OfficerReply,
      }),
    onSuccess: ({ officer, oneTimePassword }) => {
      void queries.invalidateQueries({ queryKey: KEY });
      onDone();
      tellOnce({
        secret: oneTimePassword,
        title: t('people.oneTime', { name: officer.name }),
        done: t('people.done'),
      });
    },
  });
}

function useColumns(
  onOpen: (officer: OfficerView) => void,
  ask: (kind: 'lock' | 'unlock' | 'reset', officer: OfficerView) => unknown,
): TableColumnsType<OfficerView> {
  const { t } = useWords();
  const { siteNames } = useNames();
  return [
    { key: 'name', title: t('people.name'), width: 100, dataIndex: 'name' },
    {
      key: 'role',
      title: t('people.role'),
      width: 100,
      render: (_value, { role }) => t(`shell.role.${role}`),
    },
    {
      key: 'sites',
      title: t('people.sites'),
      render: (_value, { siteIds }) => (siteIds === null ? t('people.allSites') : siteNames(siteIds)),
    },
    {
      key: 'totp',
      title: t('people.totp'),
      width: 110,
      render: (_value, { hasTotp }) => (
        <Mark tone={hasTotp ? 'good' : 'plain'}>{t(hasTotp ? 'people.on' : 'people.off')}</Mark>
      ),
    },
    {
      key: 'state',
      title: t('people.state'),
      width: 110,
      render: (_value, { isLocked, mustChangePassword }) => {
        if (isLocked) return <Mark tone="bad">{t('people.locked')}</Mark>;
        return mustChangePassword ? (
          <Mark tone="look">{t('people.mustChange')}</Mark>
        ) : (
          <Mark tone="good">{t('people.active')}</Mark>
        );
      },
    },
    {
      key: 'do',
      title: t('people.action'),
      width: 230,
      render: (_value, officer) => (
        <span className="bar" style={{ margin: 0 }}>
          <Button size="small" onClick={() => onOpen(officer)}>
            {t('people.change')}
          </Button>
          <Button size="small" onClick={() => ask('reset', officer)}>
            {t('people.reset')}
          </Button>
          <Button size="small" onClick={() => ask(officer.isLocked ? 'unlock' : 'lock', officer)}>
            {t(officer.isLocked ? 'people.unlock' : 'people.lock')}
          </Button>
        </span>
      ),
    },
  ];
}
