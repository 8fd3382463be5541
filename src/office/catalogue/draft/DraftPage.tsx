import { getRouteApi } from '@tanstack/react-router';
import { Button, Result, Skeleton, Tabs } from 'antd';
import { useMemo } from 'react';
import { AskFault, FaultNote } from '../../shell/FaultNote.tsx';
import { useWords } from '../../shell/i18n.ts';
import { PageHead } from '../../shell/PageHead.tsx';
import { useCatalogue } from '../use-catalogue.ts';
import { DraftBar } from './DraftBar.tsx';
import { HeadTab } from './HeadTab.tsx';
import { HolidaysTab } from './HolidaysTab.tsx';
import { ItemsTab } from './ItemsTab.tsx';
import { OutcomeNote } from './OutcomeNote.tsx';
import { QuoteTab } from './QuoteTab.tsx';
import { ResourcesTab } from './ResourcesTab.tsx';
import { ReviewTab } from './ReviewTab.tsx';
import { SecondPerson } from './SecondPerson.tsx';
import { SitesTab } from './SitesTab.tsx';
import { catalogueIn, DraftDesk, useDraft, useDraftRights, useDraftStep } from './use-draft.ts';

const route = getRouteApi('/catalogue/draft');

/** The next catalogue, worked out as forms on a draft. */
export function DraftPage() {
  const { t } = useWords();
  const asked = useDraft();
  const draft = asked.data?.draft ?? null;
  return (
    <>
      <PageHead title={t('draft.title')} about={t('draft.about')} />
      <AskFault asked={asked} />
      <SecondPerson reply={asked.data} />
      {asked.isLoading && <Skeleton active />}
      {asked.data !== undefined && draft === null && <NoDraft />}
      {asked.data !== undefined && draft !== null && (
        <>
          <DraftBar draft={draft} canSign={asked.data.canSign} />
          <Parts />
        </>
      )}
    </>
  );
}

function NoDraft() {
  const { t } = useWords();
  const { writes } = useDraftRights();
  const inForce = useCatalogue();
  const step = useDraftStep();
  return (
    <section className="panel">
      <Result
        status="info"
        title={t('draft.none')}
        subTitle={t('draft.noneNext', { version: inForce.data?.version ?? '' })}
        extra={
          writes && (
            <Button
              type="primary"
              loading={step.isPending}
              onClick={() => step.mutate({ step: 'begin', body: {} })}
            >
              {t('draft.begin')}
            </Button>
          )
        }
      />
      <OutcomeNote outcome={step.data ?? null} />
      {step.error !== null && <FaultNote fault={step.error} />}
    </section>
  );
}

function Parts() {
  const { t } = useWords();
  const { data } = useDraft();
  const { writes } = useDraftRights();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const draft = data?.draft ?? null;
  const desk = useMemo(
    () =>
      draft === null
        ? null
        : { draft, catalogue: catalogueIn(draft), mayEdit: writes && draft.state === 'editing' },
    [draft, writes],
  );
  if (desk === null) return null;
  const tabs = {
    items: (
      <ItemsTab
        siteId={search.site}
        onSite={(site) => void navigate({ search: (before) => ({ ...before, site }) })}
      />
    ),
    sites: <SitesTab />,
    resources: <ResourcesTab />,
    holidays: <HolidaysTab />,
    head: <HeadTab />,
    review: <ReviewTab />,
    quote: <QuoteTab />,
  } as const;
  const names = Object.keys(tabs) as (keyof typeof tabs)[];
  const shown = names.find((name) => name === search.tab) ?? 'items';
  return (
    <DraftDesk value={desk}>
      <Tabs
        activeKey={shown}
        destroyOnHidden
        items={names.map((name) => ({ key: name, label: t(`draft.tab.${name}`), children: tabs[name] }))}
        onChange={(tab) => void navigate({ search: (before) => ({ ...before, tab }) })}
      />
    </DraftDesk>
  );
}
