import { Button, type TableColumnsType } from 'antd';
import { useState } from 'react';
import { hoursWords } from '../../../catalogue-review/catalogue-words.ts';
import { RESOURCE_KINDS } from '../../../catalogue-review/resource-diff.ts';
import type { Resource } from '../../../domain/catalogue/resource.ts';
import { GRID_MINUTES_DEFAULT } from '../../../domain/catalogue/rulebook.ts';
import { useWords } from '../../shell/i18n.ts';
import { OfficeTable } from '../../shell/OfficeTable.tsx';
import { withoutResource } from './edit-catalogue.ts';
import { SavingNote } from './OutcomeNote.tsx';
import { ResourceForm } from './ResourceForm.tsx';
import { useDraftDesk, useRemoval } from './use-draft.ts';

/** The courts, tables and rooms of the draft: how many there are, when they are open and what is booked on them. */
export function ResourcesTab() {
  const { t } = useWords();
  const { catalogue, mayEdit } = useDraftDesk();
  const [opened, open] = useState<Resource | 'new' | null>(null);
  const removing = useRemoval();
  const resources = catalogue.resources ?? [];
  return (
    <>
      <div className="bar">
        {mayEdit && <Button onClick={() => open('new')}>{t('draft.resource.add')}</Button>}
        <span className="soft">{t('draft.resource.count', { count: resources.length })}</span>
      </div>
      <SavingNote saving={removing} />
      <OfficeTable<Resource>
        label={t('draft.tab.resources')}
        columns={useColumns(open, removing.ask)}
        rows={resources}
        rowKey={({ id }) => id}
        empty={t('shell.none')}
      />
      {opened !== null && (
        <ResourceForm resource={opened === 'new' ? null : opened} onClose={() => open(null)} />
      )}
    </>
  );
}

function useColumns(
  open: (resource: Resource) => void,
  askRemoval: ReturnType<typeof useRemoval>['ask'],
): TableColumnsType<Resource> {
  const { t, say } = useWords();
  const { catalogue, mayEdit } = useDraftDesk();
  const siteName = (siteId: string) => {
    const site = catalogue.sites.find(({ id }) => id === siteId);
    return site === undefined ? siteId : say(site.name);
  };
  const itemName = ({ siteId }: Resource, itemId: string) => {
    const item = catalogue.items.find(({ id, siteIds }) => id === itemId && siteIds.includes(siteId));
    return item === undefined ? itemId : say(item.name);
  };
  const fullName = (resource: Resource) => `${siteName(resource.siteId)} ${say(resource.name)}`;
  const columns: TableColumnsType<Resource> = [
    { key: 'site', title: t('draft.resource.site'), width: 180, render: (_, { siteId }) => siteName(siteId) },
    {
      key: 'name',
      title: t('draft.resource.name'),
      width: 160,
      render: (_, { name }) => <strong>{say(name)}</strong>,
    },
    {
      key: 'kind',
      title: t('draft.resource.kind'),
      width: 90,
      render: (_, { kind }) => say(RESOURCE_KINDS[kind]),
    },
    { key: 'number', title: t('draft.resource.number'), width: 80, align: 'right', dataIndex: 'count' },
    {
      key: 'grid',
      title: t('draft.resource.grid'),
      width: 120,
      align: 'right',
      render: (_, { grid }) => grid ?? GRID_MINUTES_DEFAULT,
    },
    {
      key: 'items',
      title: t('draft.resource.items'),
      width: 220,
      render: (_, resource) =>
        resource.itemIds.map((id) => itemName(resource, id)).join(t('draft.resource.comma')),
    },
    {
      key: 'hours',
      title: t('draft.site.hours'),
      render: (_, { hours }) => say(hoursWords(hours, catalogue)),
    },
  ];
  if (!mayEdit) return columns;
  const doing: TableColumnsType<Resource>[number] = {
    key: 'do',
    title: <span className="unseen">{t('draft.edit')}</span>,
    width: 160,
    render: (_, resource) => (
      <div className="bar" style={{ margin: 0 }}>
        <Button
          size="small"
          aria-label={`${t('draft.edit')} ${fullName(resource)}`}
          onClick={() => open(resource)}
        >
          {t('draft.edit')}
        </Button>
        <Button
          size="small"
          aria-label={`${t('draft.remove')} ${fullName(resource)}`}
          onClick={() =>
            askRemoval(t('draft.resource.removeAsk', { name: fullName(resource) }), (before) =>
              withoutResource(before, resource.id),
            )
          }
        >
          {t('draft.remove')}
        </Button>
      </div>
    ),
  };
  return [...columns, doing];
}
