import { getRouteApi } from '@tanstack/react-router';
import { Button, Select, Skeleton } from 'antd';
import { wallDateOf } from '../../domain/base/wall-time.ts';
import type { Catalogue } from '../../domain/catalogue/catalogue.ts';
import { AskFault } from '../shell/FaultNote.tsx';
import { useWords } from '../shell/i18n.ts';
import { Mark } from '../shell/Mark.tsx';
import { PageHead } from '../shell/PageHead.tsx';
import { missingNoticeYear } from '../today/calendar-notice.ts';
import { SecondPerson } from './draft/SecondPerson.tsx';
import { useDraft, useDraftRights } from './draft/use-draft.ts';
import { Publications } from './Publications.tsx';
import { SiteOffers } from './SiteOffers.tsx';
import { UploadCatalogue } from './UploadCatalogue.tsx';
import { useCatalogue } from './use-catalogue.ts';

const route = getRouteApi('/catalogue');

/** What is in force, readable, and a way to publish the next one. */
export function CataloguePage() {
  const { t } = useWords();
  const navigate = route.useNavigate();
  const asked = useCatalogue();
  const rights = useDraftRights();
  const draft = useDraft(rights.looks);
  return (
    <>
      <PageHead title={t('catalogue.title')} about={t('catalogue.about')}>
        {rights.looks && (
          <Button type="primary" onClick={() => void navigate({ to: '/catalogue/draft' })}>
            {t(draft.data?.draft === null ? 'draft.open' : 'draft.openDraft')}
          </Button>
        )}
      </PageHead>
      <AskFault asked={asked} />
      <SecondPerson reply={draft.data} />
      {asked.isLoading && <Skeleton active />}
      {asked.data !== undefined && (
        <>
          <div className="columns" style={{ marginBottom: 16 }}>
            <Facts catalogue={asked.data} />
            {rights.publishes && <UploadCatalogue inForce={asked.data} />}
          </div>
          <Sites catalogue={asked.data} />
          {rights.looks && <Publications />}
        </>
      )}
    </>
  );
}

function Facts({ catalogue }: { readonly catalogue: Catalogue }) {
  const { t, say } = useWords();
  const { validFrom, validUntil } = catalogue;
  const missing = missingNoticeYear(catalogue, wallDateOf(Date.now()));
  const valid = [
    ...(validFrom === null ? [] : [t('catalogue.from', { from: validFrom })]),
    ...(validUntil === null ? [] : [t('catalogue.until', { until: validUntil })]),
  ].join(' ');
  const years = catalogue.calendar.notices.map(({ year, source }) =>
    t('shell.inside', { text: year, inner: source }),
  );
  return (
    <section className="panel">
      <h2>{t('catalogue.inForce')}</h2>
      <dl className="facts">
        <dt>{t('catalogue.facts.title')}</dt>
        <dd>{say(catalogue.title)}</dd>
        <dt>{t('catalogue.facts.version')}</dt>
        <dd>{t('catalogue.version', { version: catalogue.version })}</dd>
        <dt>{t('catalogue.facts.valid')}</dt>
        <dd>{valid === '' ? t('catalogue.always') : valid}</dd>
        <dt>{t('catalogue.facts.hotline')}</dt>
        <dd>{catalogue.hotline}</dd>
        <dt>{t('catalogue.facts.sites')}</dt>
        <dd>{catalogue.sites.length}</dd>
        <dt>{t('catalogue.facts.items')}</dt>
        <dd>{catalogue.items.length}</dd>
        <dt>{t('catalogue.facts.years')}</dt>
        <dd>
          {years.map((year) => (
            <div key={year}>{year}</div>
          ))}
          {missing !== null && <Mark tone="look">{t('catalogue.yearMissing', { year: missing })}</Mark>}
        </dd>
      </dl>
    </section>
  );
}

function Sites({ catalogue }: { readonly catalogue: Catalogue }) {
  const { t, say } = useWords();
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const site = catalogue.sites.find(({ id }) => id === search.site) ?? catalogue.sites[0];
  if (site === undefined) return null;
  return (
    <section className="panel">
      <div className="bar">
        <Select
          style={{ width: '22rem' }}
          showSearch
          optionFilterProp="label"
          aria-label={t('catalogue.site')}
          value={site.id}
          options={catalogue.sites.map(({ id, name }) => ({ value: id, label: say(name) }))}
          onChange={(value) => void navigate({ search: { site: value } })}
        />
        <span className="soft">{t('catalogue.clause', { clause: site.clause })}</span>
      </div>
      <SiteOffers catalogue={catalogue} site={site} />
    </section>
  );
}
